"""Addresses of the translation desk, below the admin's. Each view checks rights on the page it is about."""

from django.urls import path

from .views import desk, files, matrix, page, tasks
from .views.edit import EditView
from .views.machine import draft
from .views.preview import preview
from .views.review import decide

app_name = "freistadt_translation"
urlpatterns = [
    path("", desk.DeskView.as_view(), name="desk"),
    path("matrix/", matrix.MatrixView.as_view(), name="matrix"),
    path("matrix.csv", matrix.CSVView.as_view(), name="matrix_csv"),
    path("matrix.xlsx", matrix.XLSXView.as_view(), name="matrix_xlsx"),
    path("page/<int:pk>/", page.PageView.as_view(), name="page"),
    path("page/<int:pk>/<str:code>/take/", tasks.take, name="take"),
    path("page/<int:pk>/<str:code>/release/", tasks.release, name="release"),
    path("page/<int:pk>/<str:code>/hand-over/", tasks.hand_over, name="hand_over"),
    path("page/<int:pk>/<str:code>/", EditView.as_view(), name="edit"),
    path("page/<int:pk>/<str:code>/preview/", preview, name="preview"),
    path("page/<int:pk>/<str:code>/review/", decide, name="review"),
    path("page/<int:pk>/<str:code>/machine/", draft, name="machine"),
    path("page/<int:pk>/<str:code>/file/", files.PageFileView.as_view(), name="page_file"),
    path("files/<str:code>/", files.LanguageFilesView.as_view(), name="files"),
]
