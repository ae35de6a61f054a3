"""Names that the libraries do not know: short forms, retired names and constituent countries.

They were compiled by hand from everyday usage, the United Nations' list of former names and the IOC's list of codes.
They are written as people write them, and are reduced like every other name.
"""

# Constituent countries, everyday and retired names, and abbreviations with one meaning, by alpha-2 code.
ALIASES: dict[str, tuple[str, ...]] = {
    "GB": (
        "UK", "U.K.", "GB", "Great Britain", "Britain", "Great Britain and Northern Ireland", "England", "Scotland",
        "Wales", "Northern Ireland", "N. Ireland", "England and Wales", "Inglaterra", "Angleterre", "Großbritannien",
        "Grande-Bretagne", "Gran Bretagna", "Gran Bretaña", "Grã-Bretanha", "Wielka Brytania", "Anglia", "Англия",
        "英格兰", "Scotland UK",
    ),
    "US": (
        "USA", "U.S.", "US", "US of America", "United States America", "America USA", "EE.UU.", "EEUU", "EUA",
        "E.U.A.", "США", "Соединенные Штаты", "Stany Zjednoczone Ameryki", "États-Unis d'Amérique",
        "Stati Uniti d'America", "Estados Unidos da América", "Vereinigte Staaten von Amerika",
        "Verenigde Staten van Amerika", "ZDA",
    ),
    "PR": ("Puerto Rico USA",),
    "AE": (
        "UAE", "U.A.E.", "EAU", "E.A.U.", "VAE", "ОАЭ", "Emirates", "Arab Emirates", "Dubai", "Dubai UAE",
        "Abu Dhabi", "阿联酋", "Zjednoczone Emiraty", "ZEA",
        "아랍에미리트 연합",
    ),
    "SA": ("KSA", "Kingdom of Saudi", "Saudi", "Saudi Arabia KSA", "KSA Saudi Arabia", "沙特", "사우디"),
    "KR": (
        "South Korea", "S Korea", "So. Korea", "ROK", "R.O.K.", "Korea R", "Korea S", "Corée Rép", "Rep. Corea",
        "Korea Republic", "한국", "대한민국", "大韩民国", "韩国",
    ),
    "KP": ("North Korea", "N Korea", "DPRK", "Korea DPR", "DPR Korea"),
    "CN": (
        "China PR", "PR China", "P.R.C.", "PRC", "P.R. of China", "People's Rep. China", "Peoples Republic of China",
        "People Republic of China", "China Mainland", "Mainland China", "PR Chine", "VR China", "КНР",
    ),
    "TW": (
        "Taiwan", "Taiwan R.O.C.", "Taiwan ROC Republic of China", "Republic of China Taiwan", "Taiwan Region",
        "Taiwan China", "Taiwan Province", "Taiwan Province of China", "Chinese Taipei", "Taipei", "台灣", "臺灣",
        "中华民国", "中国台湾", "대만",
    ),
    "HK": ("中国香港", "Hong Kong SAR", "HKSAR", "Hong Kong China", "Hong Kong Region", "H.K.", "홍콩"),
    "MO": ("中国澳门", "Macau SAR", "Macao", "Macau"),
    "NL": ("Holland", "Hollande", "Holanda", "Olanda", "Holandia", "Голландия", "NL", "네델란드", "Niderlandy"),
    "CZ": (
        "Czech", "Czechia", "Czech Rep.", "Tschechei", "체코공화국", "捷克", "Chez Republic", "Chech Republic",
        "Check Republic",
    ),
    "SK": ("Slovak", "Slovenská republika", "Slovak Rep."),
    "IE": (
        "Eire", "Southern Ireland", "Rep. of Ireland", "Irish Republic", "Republik Irland", "República de Irlanda",
        "République d'Irlande", "Repubblica d'Irlanda",
    ),
    "CI": ("Ivory Coast", "Cote d'Ivoire"),
    "MM": ("Burma", "Birmanie", "Birmania", "Birma"),
    "SZ": ("Swaziland",),
    "CV": ("Cape Verde",),
    "TL": ("East Timor", "Timor Oriental"),
    "BN": ("Brunei",),
    "MK": (
        "Macedonia", "North Macedonia", "FYROM", "FYR Macedonia", "FYR of Macedonia", "Macedonia FYR",
        "Former Yugoslav Republic of Macedonia", "Macedonia (Former Yugoslav Republic)",
        "Makedonija", "Македонија", "Macédoine",
    ),
    "BA": ("Bosnia", "Bosnia Hercegovina", "Bosnia & Hercegovina", "BiH"),
    "RU": ("Russian Fed.", "РФ", "Rossia", "Rossiya"),
    "BY": ("Belorussia", "Byelorussia", "Белоруссия"),
    "MD": ("Moldavia",),
    "VN": ("Viet Nam", "S.R. Vietnam", "Socialist Republic of Vietnam"),
    "LY": ("Libyan Arab Jamahiriya", "Libyan Arab Republic", "Libyan Jamahiriya", "Lybia"),
    "SY": ("Syrian Arab Rep.",),
    "IR": ("Persia", "I.R. Iran", "I.R. of Iran"),
    "CG": ("Congo Brazzaville", "Republic of the Congo", "Republic of Congo"),
    "CD": (
        "Congo Kinshasa", "DR Congo", "D.R. Congo", "Congo DR", "DRC", "R.D. Congo", "RD Congo",
        "Congo Democratic Republic", "Zaire",
        "RDC",
    ),
    "ZA": ("R.S.A.", "RSA", "S. Africa", "S Africa", "Africa South", "ЮАР", "RPA", "남아공"),
    "NZ": ("N.Z.", "新西兰", "纽西兰", "Aotearoa"),
    "PG": ("PNG",),
    "VA": ("Vatican", "Vatican City", "Holy See"),
    "PS": ("Palestinian Territories", "Palestinian Authority", "Palestine", "Occupied Palestinian Territory"),
    "TR": ("Türkei", "Turkiye", "Turkey", "터키"),
    "DO": ("Dominican Rep.",),
    "TT": ("Trinidad", "Trinidad Tobago"),
    "CW": ("Curacao",),
    "RE": ("Reunion",),
    "PF": ("Tahiti",),
    "PT": ("Madeira", "Azores"),
    "ES": ("Canary Islands",),
    "IT": ("Sicily", "이태리"),
    "GR": ("Crete", "Hellas", "Hellenic Republic"),
    "DE": ("Deutschland", "Fed. Rep. of Germany", "FR Germany", "West Germany"),
    "CH": ("Swiss", "Swiss Confederation", "Suisse"),
    "BR": ("Brasil",),
    "SG": ("싱가폴",),
    "AU": ("호주", "澳洲"),
    "JP": ("Nippon",),
    "LA": ("Lao PDR",),
    "VG": ("BVI",),
    "MU": ("Île Maurice",),
}  # fmt: skip

# The codes of the International Olympic Committee that differ from ISO 3166-1 alpha-3 and have only one meaning.
OLYMPIC_CODES: dict[str, str] = {
    "ALG": "DZ", "ANG": "AO", "BOT": "BW", "BUL": "BG", "CRC": "CR",
    "CRO": "HR", "DEN": "DK", "ESA": "SV", "GER": "DE", "GRE": "GR", "GUA": "GT", "INA": "ID", "IRI": "IR",
    "KUW": "KW", "LAT": "LV", "LBA": "LY", "MAS": "MY", "MGL": "MN", "MYA": "MM",
    "NCA": "NI", "NED": "NL", "NEP": "NP", "NGR": "NG", "PHI": "PH", "POR": "PT", "PUR": "PR", "RSA": "ZA",
    "SLO": "SI", "SUI": "CH", "TPE": "TW", "URU": "UY", "VIE": "VN", "ZAM": "ZM", "ZIM": "ZW",
}  # fmt: skip
