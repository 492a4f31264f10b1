"""Addresses of the training lead's pages, below ``/lead/``."""

from django.urls import include, path

from courses.web.lead.views import (
    access,
    briefings,
    certificates,
    chosen,
    course,
    dashboard,
    exports,
    extra_time,
    invitations,
    matrix,
    people,
    person,
    questions,
    quiz_limits,
    requirements,
    review,
    rule_revision,
    sign_on,
    staff,
    staff_file,
    starters,
    training,
)

app_name = "lead"
# One uploaded list of staff, and what is decided about it.
STAFF_FILE = [
    path("", staff_file.staff_file, name="staff_file"),
    path("columns/", staff_file.columns, name="staff_file_columns"),
    path("apply/", staff_file.apply, name="staff_file_apply"),
    path("discard/", staff_file.discard, name="staff_file_discard"),
    path("undo/", staff_file.undo, name="staff_file_undo"),
    path("resume/", staff_file.resume, name="staff_file_resume"),
    path("errors.csv", staff_file.errors, name="staff_file_errors"),
]
urlpatterns = [
    path("<slug:organisation>/", dashboard.dashboard, name="dashboard"),
    path("<slug:organisation>/people/", people.people, name="people"),
    path("<slug:organisation>/people/chosen/<slug:action>/", chosen.chosen, name="chosen"),
    path("<slug:organisation>/people/done/<uuid:deed>/", chosen.deed, name="deed"),
    path("<slug:organisation>/sign-on/", sign_on.sign_on, name="sign_on"),
    path(
        "<slug:organisation>/certificates/<slug:number>/",
        certificates.certificate,
        name="certificate",
    ),
    path(
        "<slug:organisation>/certificates/<slug:number>/withdraw/",
        certificates.withdraw,
        name="certificate_withdraw",
    ),
    path(
        "<slug:organisation>/certificates/<slug:number>/correct/",
        certificates.correct,
        name="certificate_correct",
    ),
    path("<slug:organisation>/invitations/", invitations.invitations, name="invitations"),
    path("<slug:organisation>/invitations/new/", invitations.invite, name="invite"),
    path(
        "<slug:organisation>/invitations/<int:invitation>/resend/",
        invitations.resend,
        name="resend",
    ),
    path(
        "<slug:organisation>/invitations/<int:invitation>/withdraw/",
        invitations.withdraw,
        name="withdraw",
    ),
    path("<slug:organisation>/people/<int:membership>/", person.person, name="person"),
    path("<slug:organisation>/matrix/", matrix.matrix, name="matrix"),
    path("<slug:organisation>/courses/<slug:course>/", course.course, name="course"),
    path(
        "<slug:organisation>/courses/<slug:course>/questions/",
        questions.questions,
        name="questions",
    ),
    path(
        "<slug:organisation>/courses/<slug:course>/questions.csv",
        questions.questions_csv,
        name="export_questions",
    ),
    path(
        "<slug:organisation>/courses/<slug:course>/quiz/",
        quiz_limits.quiz_limits,
        name="quiz_limits",
    ),
    path(
        "<slug:organisation>/courses/<slug:course>/briefings/",
        briefings.briefings,
        name="briefings",
    ),
    path(
        "<slug:organisation>/courses/<slug:course>/briefings/<slug:belief>/",
        briefings.briefing,
        name="briefing",
    ),
    path("<slug:organisation>/starters/", starters.starters, name="starters"),
    path("<slug:organisation>/exports/starters.csv", starters.starters_csv, name="export_starters"),
    path(
        "<slug:organisation>/people/<int:membership>/supervise/",
        starters.supervise,
        name="supervise",
    ),
    path("<slug:organisation>/exports/people.csv", exports.people_csv, name="export_people_csv"),
    path("<slug:organisation>/exports/people.xlsx", exports.people_xlsx, name="export_people_xlsx"),
    path("<slug:organisation>/exports/matrix.xlsx", exports.matrix_xlsx, name="export_matrix_xlsx"),
    path("<slug:organisation>/exports/matrix.csv", exports.matrix_csv, name="export_matrix_csv"),
    path("<slug:organisation>/", include("courses.web.lead.setup_urls")),
    path("<slug:organisation>/gatherings/", include("courses.web.lead.gathering_urls")),
    path("<slug:organisation>/updates/", include("courses.web.lead.update_urls")),
    path("<slug:organisation>/reminders/", include("courses.web.lead.reminder_urls")),
    path("<slug:organisation>/review/", review.review, name="review"),
    path("<slug:organisation>/requirements/", requirements.requirements, name="requirements"),
    path("<slug:organisation>/requirements/new/", requirements.new, name="requirement_new"),
    path(
        "<slug:organisation>/requirements/<uuid:rule>/end/",
        requirements.end,
        name="requirement_end",
    ),
    path("<slug:organisation>/staff-file/", staff_file.staff_files_page, name="staff_files"),
    path(
        "<slug:organisation>/staff-file/staff.csv", staff_file.staff_template, name="staff_template"
    ),
    path("<slug:organisation>/staff-file/<uuid:file>/", include(STAFF_FILE)),
    path(
        "<slug:organisation>/requirements/<uuid:rule>/revise/",
        rule_revision.revise,
        name="requirement_revise",
    ),
    path("<slug:organisation>/access/", access.access, name="access"),
    path("<slug:organisation>/access/give/", access.give, name="access_give"),
    path("<slug:organisation>/access/<uuid:grant>/end/", access.end, name="access_end"),
    path("<slug:organisation>/people/<int:membership>/details/", staff.details, name="details"),
    path("<slug:organisation>/people/<int:membership>/move/", staff.move, name="move"),
    path("<slug:organisation>/people/<int:membership>/leave/", staff.leave, name="leave"),
    path("<slug:organisation>/people/<int:membership>/record/", training.record, name="record"),
    path(
        "<slug:organisation>/people/<int:membership>/extra-time/",
        extra_time.extra_time,
        name="extra_time",
    ),
    path("<slug:organisation>/people/<int:membership>/exempt/", training.exempt, name="exempt"),
]
