"""Legal forms as they appear in names, folded: lower case, no accents, initials joined ("S.p.A." is "spa").

Compiled by hand after the Entity Legal Forms code list of ISO 20275 (GLEIF), the commonest forms of trading countries.
"""

_LAST = """
ltd limited llc llp lllp lp plc inc incorporated corp corporation co company unlimited pllc
gmbh ggmbh mbh ag kg kgaa ohg ug haftungsbeschrankt ek ev eg se
sa sas sasu sarl eurl snc scs sca sci scop spa srl srls sapa scarl scrl
sl slu slne sau sab cv sapi ltda lda eireli unipessoal
bv nv vof cvba bvba sprl vzw asbl
oy oyj ab hb kb as asa ans aps ivs hf ehf
sp zoo zo spzoo spolka akcyjna spj spk
sro vos spol kft zrt nyrt bt kkt doo dd ad ead ood eood jdoo dooel
uab sia ou
ooo oao zao pao tov jsc ojsc cjsc pjsc joint stock mchj
ооо оао зао пао ао ип тоо тов пат прат ат нао гуп фгуп ххк хк жшс
sti sirketi anonim limited san sanayi tic ticaret ve
sdn bhd pte pty pvt private tbk persero
kk gk yk kabushiki kaisha kabushikikaisha
fze fzco fzc fzllc fz dmcc wll spc bsc psc saog saoc sae sal
"""
_FIRST = """
ooo oao zao pao ао ооо оао зао пао ип тоо тов пат прат ат нао гуп фгуп чп фоп жшс
pt cv sc uab ab sia ou as tov 주 株 有
"""
_ANYWHERE = "ltd limited llc llp plc inc gmbh srl sarl sro pte pty pvt bv aps spzoo ооо ххк тоо"

# One or more of these may end a name, and one may begin it.
LAST_WORDS = frozenset(_LAST.split())
FIRST_WORDS = frozenset(_FIRST.split())
# These mean nothing else, so they go wherever they stand but at the beginning: "Salt Pte Ltd (Singapore)".
MIDDLE_WORDS = frozenset(_ANYWHERE.split())

# Written without blanks, longest first.
EAST_ASIAN_FORMS = (
    "股份有限责任公司",
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "주식회사",
    "유한회사",
)

# "S. de R.L. de C.V.", folded, with the joiners that stand between its initials.
LAST_PHRASES = (
    "s de rl de cv",
    "sa de cv",
    "sapi de cv",
    "sab de cv",
    "s en c",
    "y cia",
    "et cie",
    "gmbh co kg",
    "co kg",
)
