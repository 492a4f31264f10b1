"""Addresses of the learner's pages, below ``/learn/``."""

from django.urls import include, path

from courses.web.learner.views import (
    certificate,
    due_days,
    gathering,
    home,
    lesson,
    overview,
    practice,
    pretest,
    quiz,
    quiz_sheet,
    quiz_start,
    record,
    record_pdf,
    resources,
    route,
    scenario,
    whole,
)

app_name = "learner"
# The addresses of one enrolment: the pages that are asked for most stand first.
of_course = [
    path("lessons/<slug:lesson>/", lesson.read, name="lesson"),
    path("", overview.overview, name="overview"),
    path("pretest/", pretest.pretest, name="pretest"),
    path("pretest/<slug:lesson>/", pretest.topic, name="pretest_topic"),
    path("whole/", whole.whole, name="whole"),
    path(
        "lessons/<slug:lesson>/checks/<slug:block>/",
        lesson.check,
        name="check",
    ),
    path("lessons/<slug:lesson>/place/", lesson.place, name="place"),
    path("lessons/<slug:lesson>/finish/", lesson.finish, name="finish"),
    path("scenarios/<slug:scenario>/", scenario.scenario, name="scenario"),
    path(
        "scenarios/<slug:scenario>/<slug:node>/",
        scenario.decision,
        name="decision",
    ),
    path("practice/<slug:practice>/", practice.practice, name="practice"),
    path(
        "practice/<slug:practice>/done/",
        practice.done,
        name="practice_done",
    ),
    path("quiz/", quiz_start.start, name="quiz"),
    path("quiz/<int:number>/questions/", quiz_sheet.questions, name="questions"),
    path("quiz/<int:number>/answers/", quiz.answers, name="answers"),
    path("quiz/<int:number>/hand-in/", quiz.hand_in, name="hand_in"),
    path("quiz/<int:number>/result/", quiz.result, name="result"),
    path("quiz/<int:number>/<slug:item>/", quiz.question, name="question"),
]
urlpatterns = [
    path("<uuid:registration>/", include(of_course)),
    path("", home.todo, name="home"),
    path("begin/<slug:organisation>/<slug:course>/", home.begin, name="begin"),
    path("due-days.ics", due_days.due_days, name="due_days"),
    path("route/", route.choose, name="route"),
    path("gathering/", gathering.gathering, name="gathering"),
    path("gathering/hand-on/", gathering.hand_on, name="hand_on"),
    path("resources/", resources.index, name="resources"),
    path("resources/did-you-know/", resources.cards, name="cards"),
    path("resources/glossary/", resources.glossary, name="glossary"),
    path("resources/offences/", resources.offences, name="offences"),
    path("resources/routes/", resources.routes, name="routes"),
    path("resources/reading/", resources.reading, name="reading"),
    path("resources/handout/", resources.handout, name="handout"),
    path("record/", record.record, name="record"),
    path("record/training-record.csv", record.table, name="record_table"),
    path("record/training-record.pdf", record_pdf.pdf, name="record_pdf"),
    path("record/training-record.json", record.download, name="record_file"),
    path("certificates/<slug:number>.html", certificate.page, name="certificate"),
    path("certificates/<slug:number>.pdf", certificate.pdf, name="certificate_pdf"),
    path("certificates/<slug:number>.png", certificate.png, name="certificate_png"),
]
