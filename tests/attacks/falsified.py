"""Files that people sent, and files of the storage as somebody with access to it falsifies them."""

from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from ciie.uploads.documents import accept_document
from exhibitors.bookings.models import Booking, UpperDeck
from exhibitors.bookings.questions.models import Answer
from exhibitors.bookings.questions.operations import Terms, answer_questions, ask_question
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.bookings.upper_decks.operations import request_deck
from pavilions.floor.ledger.models import SpaceClaim
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import NOON, organizer, owner_of


def tampered(name: str) -> None:
    """Append a line to a file of the storage, which keeps its name."""
    with default_storage.open(name) as stored:
        content = stored.read()
    default_storage.delete(name)
    assert default_storage.save(name, ContentFile(content + b"\n% and the exhibitor pays twice\n")) == name


def deck_with_drawing(booking: Booking) -> UpperDeck:
    """An upper deck that is asked for on the one booth of a booking."""
    plan = replace(DECK, drawing=accept_document(SimpleUploadedFile("deck.pdf", b"%PDF-1.7 deck")))
    claim = SpaceClaim.objects.live().get(holder=booking.pk)
    return request_deck(booking.pk, claim.pk, plan, actor=owner_of(booking.company), at=NOON)


def answered_with_file(booking: Booking) -> Answer:
    """A question to all exhibitors, answered for a booking."""
    question = ask_question(booking.edition_id, Terms(QuestionKind.FILE, "Stand?"), actor=organizer(), at=NOON)
    sent = accept_document(SimpleUploadedFile("stand.pdf", b"%PDF-1.7 stand"))
    (answer,) = answer_questions(booking.pk, {question.pk: sent}, actor=owner_of(booking.company), at=NOON)
    return answer
