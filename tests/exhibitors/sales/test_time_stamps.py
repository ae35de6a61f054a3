"""Time stamps of a service (RFC 3161) on signed contracts, with and without the organizer's seal."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.core.files.storage import default_storage
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper, TimestampRequestError
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.operations.contracts import finish_contract
from tests.exhibitors.sales.contracts import contracted, signed
from tests.factories import NOON

pytestmark = pytest.mark.django_db
STAMPED_AT = datetime(2024, 5, 17, 4, 1, tzinfo=UTC)


def authority() -> tuple[asn1_x509.Certificate, keys.PrivateKeyInfo]:
    """The certificate and the key of a time stamp service."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Time stamps for tests")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(STAMPED_AT - timedelta(days=365))
        .not_valid_after(STAMPED_AT + timedelta(days=36500))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (
        asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(private),
    )


@pytest.fixture
def service(settings: Settings, tmp_path: Path) -> Iterator[asn1_x509.Certificate]:
    """A service in this process that `TIME_STAMP_URL` names; its certificate."""
    settings.MEDIA_ROOT, settings.SEAL_FILE = tmp_path, ""
    certificate, key = authority()
    stamper = DummyTimeStamper(certificate, key, fixed_dt=STAMPED_AT)

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            said = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_said: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.TIME_STAMP_URL = f"http://127.0.0.1:{server.server_port}/"
        yield certificate
        server.shutdown()


def finished() -> tuple[Contract, PdfFileReader]:
    contract = contracted()
    signed(contract)
    finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    contract.refresh_from_db()
    with default_storage.open(contract.signed_file) as stored:
        return contract, PdfFileReader(BytesIO(stored.read()))


def test_a_sealed_contract_has_the_time_of_the_service(
    service: asn1_x509.Certificate, settings: Settings, tmp_path: Path
) -> None:
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(tmp_path / "seal.p12"), "secret"
    settings.SEAL_IS_SELF_MADE = True
    contract, reader = finished()
    assert (contract.is_sealed, contract.is_stamped) == (True, True)
    (seal,) = reader.embedded_signatures
    status = validate_pdf_signature(
        seal,
        ValidationContext(trust_roots=[seal.signer_cert]),
        ts_validation_context=ValidationContext(trust_roots=[service]),
    )
    assert status.timestamp_validity is not None
    assert (status.intact, status.timestamp_validity.intact) == (True, True)
    assert status.timestamp_validity.timestamp == STAMPED_AT


def test_a_contract_without_a_seal_is_stamped_too(service: asn1_x509.Certificate) -> None:
    contract, reader = finished()
    assert (contract.is_sealed, contract.is_stamped) == (False, True)
    (stamp,) = reader.embedded_timestamp_signatures
    status = validate_pdf_timestamp(stamp, ValidationContext(trust_roots=[service]))
    assert (status.intact, status.timestamp) == (True, STAMPED_AT)


@pytest.mark.usefixtures("service")
def test_while_the_service_does_not_answer_the_signed_pdf_waits(settings: Settings) -> None:
    settings.TIME_STAMP_URL = "http://127.0.0.1:9/"
    contract = contracted()
    signed(contract)
    with pytest.raises(TimestampRequestError):
        finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    contract.refresh_from_db()
    assert (contract.state, contract.signed_file, contract.is_stamped) == ("signed", "", False)
