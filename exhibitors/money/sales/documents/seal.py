"""The organizer's seal on a PDF: a PAdES signature by pyHanko, with a certificate and key in a PKCS 12 file.

If the settings name a time stamp service (RFC 3161), the seal has a time stamp; without a seal, the PDF alone is
stamped. pyHanko is the extra `seal`. Nothing is sealed or stamped without it, or if the settings name neither a file
nor a service.
"""

from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Callable

FIELD, STAMP_FIELD = "Organizer", "TimeStamp"
TIMEOUT_S = 20
SELF_MADE_FOR = timedelta(days=14600)
FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
"""The first day on which the self-made certificate is valid. It is before any day of the sample."""


def has_seal() -> bool:
    return bool(settings.SEAL_FILE) and find_spec("pyhanko") is not None


def has_time_stamps() -> bool:
    return bool(settings.TIME_STAMP_URL) and find_spec("pyhanko") is not None


def sealed(pdf: bytes, *, reason: str) -> bytes:
    """Return the PDF with the organizer's signature and a time stamp over all of it, as far as they are configured.

    Both are appended, so the original bytes do not change. Raises `ImproperlyConfigured` if the file cannot be opened
    with the passphrase in the settings, and `TimestampRequestError` if the service does not answer.
    """
    if not has_seal() and not has_time_stamps():
        return pdf
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415  # an extra
    from pyhanko.sign import fields, signers  # noqa: PLC0415
    from pyhanko.sign.timestamps import HTTPTimeStamper  # noqa: PLC0415

    service = HTTPTimeStamper(settings.TIME_STAMP_URL, timeout=TIMEOUT_S)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if not has_seal():
        stamped: BytesIO = signers.PdfTimeStamper(service, field_name=STAMP_FIELD).timestamp_pdf(writer, "sha256")
        return stamped.getvalue()
    path = Path(settings.SEAL_FILE)
    if settings.SEAL_IS_SELF_MADE and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self_made(settings.SITE_NAME, settings.SEAL_PASSPHRASE))
    load = cast("Callable[..., signers.SimpleSigner | None]", signers.SimpleSigner.load_pkcs12)
    signer = load(path, passphrase=settings.SEAL_PASSPHRASE.encode())
    if signer is None:
        raise ImproperlyConfigured(f"SEAL_FILE {path} cannot be opened with SEAL_PASSPHRASE.")
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, reason=reason, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    written: BytesIO = signers.sign_pdf(writer, meta, signer=signer, timestamper=service if has_time_stamps() else None)
    return written.getvalue()


def self_made(name: str, passphrase: str) -> bytes:
    """Return a PKCS 12 file with a new key and a self-signed certificate. It is for a sample, not for contracts."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} (sample)")])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FIRST_DAY)
        .not_valid_after(FIRST_DAY + SELF_MADE_FOR)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return serialize_key_and_certificates(b"seal", key, certificate, None, BestAvailableEncryption(passphrase.encode()))
