from django.urls import path

from sanjing.foundation.files import converters, views  # noqa: F401  registers <filed:…>

app_name = "files"
urlpatterns = [
    path("<filed:entity>/<int:pk>/files/", views.files, name="files"),
    path("<filed:entity>/<int:pk>/files/<int:file>/", views.content, name="content"),
    path("<filed:entity>/<int:pk>/files/<int:file>/remove/", views.remove, name="remove"),
    path("<filed:entity>/<int:pk>/files/<int:file>/restore/", views.restore, name="restore"),
]
