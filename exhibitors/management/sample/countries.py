"""Where the sample's companies come from: how many of each country or region book, and how much space they take."""

from typing import NamedTuple


class Origin(NamedTuple):
    """`companies` book space; `size` is how many times the usual area they take; `form` ends their names."""

    code: str
    language: str
    companies: int
    size: float
    form: str
    cities: tuple[str, ...]


ORIGINS = (
    Origin("JP", "ja", 78, 1.1, "Co., Ltd.|株式会社", ("Nagoya", "Osaka", "Kobe", "Sapporo", "Fukuoka")),
    Origin("US", "en", 66, 1.7, "Inc.", ("Chicago", "Boston", "Houston", "Seattle", "Minneapolis")),
    Origin("DE", "de", 54, 1.3, "GmbH", ("Stuttgart", "Hamburg", "Leipzig", "Nürnberg", "Düsseldorf")),
    Origin("IT", "it", 43, 0.8, "S.p.A.", ("Milano", "Bologna", "Torino", "Bari", "Verona")),
    Origin("FR", "fr", 43, 1.0, "SAS", ("Lyon", "Bordeaux", "Lille", "Nantes", "Reims")),
    Origin("KR", "ko", 38, 1.0, "Co., Ltd.|주식회사", ("Seoul", "Busan", "Incheon", "Daegu")),
    Origin("GB", "en", 28, 1.0, "Ltd", ("Leeds", "Bristol", "Glasgow", "London")),
    Origin("AU", "en", 26, 0.9, "Pty Ltd", ("Melbourne", "Adelaide", "Perth", "Brisbane")),
    Origin("HK", "zh", 22, 0.8, "Limited|有限公司", ("Hong Kong",)),
    Origin("NL", "nl", 18, 1.0, "B.V.", ("Rotterdam", "Utrecht", "Eindhoven")),
    Origin("CH", "de", 18, 1.2, "AG", ("Basel", "Zürich", "Winterthur")),
    Origin("ES", "es", 17, 0.8, "S.A.", ("Valencia", "Sevilla", "Zaragoza")),
    Origin("CA", "en", 14, 0.9, "Corp.", ("Toronto", "Calgary", "Halifax")),
    Origin("NZ", "en", 15, 0.9, "Ltd", ("Auckland", "Hamilton", "Dunedin")),
    Origin("SG", "zh", 15, 0.9, "Pte. Ltd.|有限公司", ("Singapore",)),
    Origin("TH", "sea", 15, 0.7, "Co., Ltd.", ("Bangkok", "Chiang Mai")),
    Origin("BR", "pt", 14, 0.9, "Ltda.", ("São Paulo", "Curitiba", "Belo Horizonte")),
    Origin("SE", "nordic", 14, 1.1, "AB", ("Göteborg", "Malmö")),
    Origin("RU", "ru", 12, 0.9, "LLC|ООО", ("Yekaterinburg", "Kazan", "Novosibirsk")),
    Origin("DK", "nordic", 13, 0.9, "A/S", ("Aarhus", "Odense")),
    Origin("MY", "sea", 13, 0.7, "Sdn. Bhd.", ("Penang", "Johor Bahru")),
    Origin("ID", "sea", 12, 0.7, "PT", ("Surabaya", "Bandung")),
    Origin("VN", "sea", 12, 0.7, "JSC", ("Hai Phong", "Da Nang")),
    Origin("BE", "fr", 10, 0.8, "SA", ("Liège", "Antwerpen")),
    Origin("AT", "de", 10, 0.8, "GmbH", ("Graz", "Linz")),
    Origin("TR", "turkic", 10, 0.8, "A.Ş.", ("İzmir", "Bursa")),
    Origin("CL", "es", 10, 0.7, "S.A.", ("Santiago", "Concepción")),
    Origin("IN", "indic", 10, 0.8, "Pvt. Ltd.", ("Pune", "Chennai")),
    Origin("PE", "es", 8, 0.6, "S.A.C.", ("Lima", "Arequipa")),
    Origin("AR", "es", 8, 0.8, "S.A.", ("Rosario", "Mendoza")),
    Origin("AE", "ar", 8, 1.0, "LLC|ذ.م.م", ("Dubai", "Sharjah")),
    Origin("ZA", "en", 8, 0.8, "(Pty) Ltd", ("Durban", "Cape Town")),
    Origin("FI", "nordic", 8, 0.8, "Oy", ("Tampere", "Turku")),
    Origin("MX", "es", 7, 0.7, "S.A. de C.V.", ("Puebla", "Monterrey")),
    Origin("NO", "nordic", 7, 0.8, "AS", ("Bergen", "Trondheim")),
    Origin("PL", "slavic", 7, 0.7, "Sp. z o.o.", ("Łódź", "Poznań")),
    Origin("PK", "indic", 6, 0.6, "Ltd", ("Lahore", "Karachi")),
    Origin("LK", "indic", 6, 0.6, "PLC", ("Colombo", "Kandy")),
    Origin("IE", "en", 6, 0.8, "Ltd", ("Cork", "Galway")),
    Origin("HU", "slavic", 6, 0.6, "Kft.", ("Debrecen", "Győr")),
    Origin("SA", "ar", 5, 0.9, "Co.|شركة", ("Riyadh", "Jeddah")),
    Origin("CZ", "slavic", 5, 0.7, "s.r.o.", ("Brno", "Plzeň")),
    Origin("GR", "southern", 5, 0.6, "S.A.", ("Patras", "Thessaloniki")),
    Origin("PT", "pt", 5, 0.6, "Lda.", ("Porto", "Braga")),
    Origin("PH", "sea", 5, 0.6, "Corp.", ("Cebu", "Davao")),
    Origin("EG", "ar", 4, 0.7, "S.A.E.|ش.م.م", ("Alexandria", "Cairo")),
    Origin("KZ", "ru", 4, 0.7, "LLP|ТОО", ("Almaty", "Karaganda")),
    Origin("EC", "es", 4, 0.5, "S.A.", ("Guayaquil", "Cuenca")),
    Origin("RS", "slavic", 3, 0.5, "d.o.o.", ("Novi Sad", "Niš")),
    Origin("GE", "southern", 3, 0.5, "LLC", ("Tbilisi", "Kutaisi")),
    Origin("UZ", "turkic", 3, 0.5, "LLC", ("Samarkand", "Tashkent")),
    Origin("MN", "ru", 3, 0.5, "LLC|ХХК", ("Ulaanbaatar",)),
    Origin("IR", "ar", 3, 0.6, "PJSC", ("Shiraz", "Isfahan")),
    Origin("KH", "sea", 3, 0.5, "Co., Ltd.", ("Phnom Penh",)),
    Origin("BD", "indic", 3, 0.5, "Ltd", ("Chattogram", "Dhaka")),
    Origin("ET", "african", 3, 0.5, "PLC", ("Addis Ababa",)),
    Origin("KE", "african", 3, 0.5, "Ltd", ("Mombasa", "Nairobi")),
    Origin("UY", "es", 3, 0.5, "S.A.", ("Montevideo",)),
    Origin("BG", "slavic", 2, 0.5, "EOOD", ("Plovdiv",)),
    Origin("RO", "slavic", 2, 0.5, "S.R.L.", ("Cluj-Napoca",)),
    Origin("LA", "sea", 2, 0.4, "Co., Ltd.", ("Vientiane",)),
    Origin("NP", "indic", 2, 0.4, "Pvt. Ltd.", ("Kathmandu",)),
    Origin("TZ", "african", 2, 0.5, "Ltd", ("Arusha",)),
)
