"""Addresses of issuing. Only random ids and tokens stand in them."""

from django.urls import path

from .views import issue, months, packets, recipient, sharing

urlpatterns = [
    path("visits/<uuid:pk>/issue/", issue.issue_packet, name="issue"),
    path("visits/<uuid:pk>/issue/preview/<slug:document>/", issue.preview, name="issue_preview"),
    path("packets/", packets.packets, name="packets"),
    path("packets/month-end/", months.month_end, name="month_end"),
    path("packets/month-end/begin/", months.begin, name="begin_batch"),
    path("packets/batches/<uuid:pk>/", months.batch, name="batch"),
    path("packets/batches/<uuid:pk>/go-on/", months.go_on, name="batch_go_on"),
    path("packets/<uuid:pk>/", packets.packet, name="packet"),
    path("packets/<uuid:pk>/files/<str:name>", packets.file, name="packet_file"),
    path("packets/<uuid:pk>/void/", packets.make_void, name="void_packet"),
    path("packets/<uuid:pk>/handed-over/", packets.handed_over, name="hand_over"),
    path("packets/patients/<uuid:pk>/monthly/", months.want_monthly, name="want_monthly"),
    path("packets/<uuid:pk>/share/", sharing.share, name="share_packet"),
    path("packets/<uuid:pk>/links/<uuid:link>/withdraw/", sharing.withdraw_link, name="withdraw_link"),
    path("p/<str:token>/", recipient.ask, name="shared"),
    path("p/<str:token>/papers/", recipient.look, name="shared_packet"),
    path("p/<str:token>/papers/<str:name>", recipient.take, name="shared_file"),
]
