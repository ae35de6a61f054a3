"""Pages where the organizer asks questions and reads answers, and where exhibitors answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.web.downloads import download, export_links, in_pieces, kept_document
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.questions.filters import AnswerFilter
from exhibitors.bookings.questions.forms import QUESTION_FIELDS, AnswersForm, QuestionChangeForm, QuestionForm
from exhibitors.bookings.questions.models import Answer, Question
from exhibitors.bookings.questions.operations import answer_questions, ask_question, change_question, withdraw_question
from exhibitors.bookings.questions.queries import answers_in, questionnaire_of, questions_of
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.bookings.questions.tables import ANSWER_COLUMNS, AnswerTable, QuestionTable, answer_rows
from exhibitors.bookings.views import booking_for
from exhibitors.companies.views.access import DeskRequest
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers, only

MAY = "exhibitors.ask_exhibitors"


@for_organizers
@require_safe
def questions(request: PersonRequest) -> HttpResponse:
    """List the questions of an edition."""
    edition = edition_of(request)
    rows = questions_of(edition).select_related("edition")
    return list_page(
        request,
        "exhibitors/questions/questions.html",
        QuestionTable(rows),
        edition=edition,
        may_ask=allowed(MAY, request.user),
    )


@only(MAY)
@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    edition = edition_of(request)
    form = QuestionForm(request.POST or None)
    if attempt(form, lambda: ask_question(edition.pk, form.terms(), actor=request.user, at=now())):
        messages.success(request, _("The question has been added. Exhibitors see it on the pages of their bookings."))
        return redirect("organizer:questions")
    context = {"edition": edition, "form": form}
    return render(request, "exhibitors/questions/question.html", context, status=422 if form.is_bound else 200)


@only(MAY)
@require_http_methods(["GET", "POST"])
def question(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a question."""
    row = get_object_or_404(Question.objects.select_related("edition"), pk=pk)
    form = QuestionChangeForm(
        request.POST or None, initial={**model_to_dict(row, QUESTION_FIELDS), "revision": row.revision}
    )
    if attempt(form, lambda: change_question(pk, form.terms(), seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The question has been saved."))
        return redirect("organizer:questions")
    context = {"edition": row.edition, "form": form, "row": row, "has_answers": row.answers.exists()}
    return render(request, "exhibitors/questions/question.html", context, status=422 if form.is_bound else 200)


@only(MAY)
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    get_object_or_404(Question, pk=pk)
    is_done = perform(
        request,
        lambda: withdraw_question(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The question has been withdrawn."),
    )
    return redirect("organizer:questions") if is_done else redirect("organizer:question", pk)


@for_organizers
@require_safe
def answers(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the answers of an edition, or export the same rows."""
    edition = edition_of(request)
    found = AnswerFilter(request.GET, queryset=answers_in(edition), edition=edition)
    if kind:
        rows = answer_rows(in_pieces(found.qs))
        return download(f"answers-{edition.number}", kind, ANSWER_COLUMNS, rows)
    return list_page(
        request,
        "exhibitors/questions/answers.html",
        AnswerTable(found.qs),
        filter=found,
        exports=export_links(request.GET, "organizer:answers_export", edition=edition.number),
        edition=edition,
    )


@for_organizers
@require_safe
def answer_file(request: PersonRequest, pk: int) -> FileResponse:
    """Send a file that was uploaded as an answer to the organizer's people."""
    return _file(get_object_or_404(Answer.objects.select_related("question"), pk=pk))


@login_required
@require_safe
def own_file(request: DeskRequest, pk: int, answer: int) -> FileResponse:
    """Send a file that was uploaded as an answer to those who may see the booking."""
    booking = booking_for(request, pk)
    return _file(get_object_or_404(Answer.objects.filter(booking=booking).select_related("question"), pk=answer))


def _file(answer: Answer) -> FileResponse:
    if answer.question.kind != QuestionKind.FILE or not answer.value:
        raise Http404
    return kept_document(answer.value, answer.file_title)


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the questions to a booking, and let those with permission answer. Refused input is kept."""
    permission = "exhibitors.answer_questions" if request.method == "POST" else "exhibitors.see_booking"
    booking = booking_for(request, pk, permission=permission)
    questionnaire, today = questionnaire_of(booking), day_of(now(), booking.edition.zone)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswersForm(*sent, questionnaire=questionnaire, today=today)
    saved = attempt(form, lambda: answer_questions(pk, form.given(), seen=form.seen, actor=request.user, at=now()))
    if saved is not None:
        missing = len(questionnaire_of(booking).missing)
        words = ngettext(
            "Saved. %(count)d required answer is still missing.",
            "Saved. %(count)d required answers are still missing.",
            missing,
        )
        messages.success(request, words % {"count": missing} if missing else _("Your answers have been saved."))
        return redirect("desk:questions", pk)
    may_answer = allowed("exhibitors.answer_questions", request.user, booking)
    context = {"booking": booking, "form": form, "questionnaire": questionnaire, "may_answer": may_answer}
    return render(request, "exhibitors/questions/answer.html", context, status=422 if form.is_bound else 200)
