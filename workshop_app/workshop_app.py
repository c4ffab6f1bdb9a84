"""The composition root: settings → database → use cases → rooms → pages. No logic."""

from __future__ import annotations

from functools import partial

import reflex as rx

from workshop_app.content_loader import load_content
from workshop_app.endpoints.exports import Exports
from workshop_app.endpoints.forgotten import ForgottenPasswords
from workshop_app.endpoints.health import health_routes
from workshop_app.endpoints.logo import Logos
from workshop_app.endpoints.metrics import metrics_routes
from workshop_app.endpoints.municipal_sign_in import BEGIN, municipal_routes
from workshop_app.endpoints.routes import routes
from workshop_app.endpoints.style_guide import without_style_guide
from workshop_app.endpoints.unit_import import UnitImports
from workshop_app.live.error_log import keep_values_out, log_browser_error, log_server_error
from workshop_app.live.house_keeping import house_keeping
from workshop_app.live.preview import Previews
from workshop_app.live.push import drop_malformed, forget_states, on_disconnect, wait_lightly, wire_for
from workshop_app.live.rehearsing import Crowds
from workshop_app.live.relay import Relay
from workshop_app.live.room import Role
from workshop_app.live.rooms import Rooms
from workshop_app.live.source import Frames
from workshop_app.metrics import exposition
from workshop_app.persistence.ballot_box import BallotBox
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import is_current
from workshop_app.phrases import phrase
from workshop_app.reports.letters import Letters
from workshop_app.services.accounts import Accounts
from workshop_app.services.addresses import Addresses
from workshop_app.services.administration import Administration
from workshop_app.services.arrivals import Arrivals
from workshop_app.services.audit import AuditLog
from workshop_app.services.backups import Backups
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.guessing import Guessing
from workshop_app.services.history import History
from workshop_app.services.lifting import Lifting
from workshop_app.services.limits import Limits
from workshop_app.services.mail import Post, mail_server
from workshop_app.services.municipality import MunicipalitySettings
from workshop_app.services.oversight import Oversight
from workshop_app.services.own_agendas import OwnAgendas
from workshop_app.services.participation import Participation
from workshop_app.services.passkeys import Passkeys
from workshop_app.services.preparation import Preparation
from workshop_app.services.rehearsals import Rehearsals
from workshop_app.services.relying_party import relying_party
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn
from workshop_app.services.sittings import Sittings
from workshop_app.services.unit_import import UnitImport
from workshop_app.services.unit_tree import UnitTree
from workshop_app.settings import Settings
from workshop_app.ui import pages, wiring
from workshop_app.ui.control.state import ControlLive
from workshop_app.ui.participant.state import PhoneLive
from workshop_app.ui.shell import around_every_page, in_every_head
from workshop_app.ui.stage.state import StageLive
from workshop_app.warming import warm_up

settings = Settings.from_env()
secret = settings.secret_key()
database = Database(settings.database_url, secret=secret)
content = load_content(settings.content_dir)
addresses = Addresses(public_url=settings.public_url, port=settings.port)
ballot_box = BallotBox(database)
sign_in = SignIn(database, settings.data_dir, local=settings.local_sign_in)
limits = Limits(settings.valkey_url)
accounts = Accounts(sign_in=sign_in, limits=limits)
passkeys = Passkeys(sign_in=sign_in, relying_party=relying_party(settings.public_url))
post_office = mail_server(settings)
# Two, so that what strangers ask for keeps no administrator waiting.
post, post_for_strangers = Post(post_office), Post(post_office)
letters = Letters(
    municipality=sign_in.municipality_name, public_url=settings.public_url or "", language=settings.smtp_language
)

# What phones need. Each other kind of page brings its own sheet (`ui.pages`).
_SHEETS = ("tokens", "elements", "phone")
#: Seconds until a phone that has gone is forgotten; most of those who come back are back by then.
_UNTIL_FORGOTTEN = 15.0
app = rx.App(
    stylesheets=[f"/styles/{sheet}.css" for sheet in _SHEETS],
    html_lang="nb",
    toaster=None,
    app_wraps=around_every_page(),
    head_components=in_every_head(),
    frontend_exception_handler=log_browser_error,
    backend_exception_handler=log_server_error,
)


def _publish(session_id: str) -> None:
    """To the rooms, which need to know where rehearsals lie before they are there themselves."""
    rooms.publish(session_id)


rehearsals = Rehearsals(
    folder=settings.data_dir / "rehearsals",
    database=database,
    addresses=addresses,
    secret=secret,
    minimum=settings.minimum_answers,
    publish=_publish,
    limits=limits,
)
frames = Frames(
    database=database,
    addresses=addresses,
    secret=secret,
    minimum=settings.minimum_answers,
    require_https=settings.require_https,
    rehearsals=rehearsals,
)
relay = Relay(settings.valkey_url, secret=secret, keys=frames.keys) if settings.valkey_url else None
rooms = Rooms(
    frames.source(), wire_for(app, {Role.PHONE: PhoneLive, Role.STAGE: StageLive, Role.CONTROL: ControlLive}), relay
)
crowds = Crowds(rooms=rooms, source=frames.source(), rehearsals=rehearsals)
app.register_lifespan_task(crowds.lifespan)
facilitation = Facilitation(
    database=database,
    publish=rooms.publish,
    minimum=settings.minimum_answers,
    require_https=settings.require_https,
    addresses=addresses,
)
own_agendas = OwnAgendas(database=database, content=content)
review = Review(database=database, secret=secret, minimum=settings.minimum_answers)
audit = AuditLog(database=database)
history = History(database=database, minimum=settings.minimum_answers)
unit_import = UnitImport(database=database)
municipality = MunicipalitySettings(database=database, minimum=settings.minimum_answers)
wiring.install(
    wiring.Wiring(
        sign_in=sign_in,
        accounts=accounts,
        passkeys=passkeys,
        administration=Administration(database=database, local=settings.local_sign_in),
        audit=audit,
        addresses=addresses,
        preparation=Preparation(database=database, content=content),
        own_agendas=own_agendas,
        oversight=Oversight(database=database),
        previews=Previews(addresses=addresses, minimum=settings.minimum_answers),
        unit_tree=UnitTree(database=database),
        unit_import=unit_import,
        municipality=municipality,
        facilitation=facilitation,
        arrivals=Arrivals(database=database, secret=secret, limits=limits),
        participation=Participation(
            database=database, ballot_box=ballot_box, publish=rooms.publish, require_https=settings.require_https
        ),
        review=review,
        sittings=Sittings(database=database, minimum=settings.minimum_answers),
        history=history,
        guessing=Guessing(database=database, minimum=settings.minimum_answers),
        lifting=Lifting(database=database),
        rooms=rooms,
        rehearsals=rehearsals,
        crowds=crowds,
        municipal_sign_in=BEGIN if settings.oidc_issuer else "",
        post=post,
        letters=letters,
        pages=content.pages,
    )
)
forget_state = forget_states(app, after=_UNTIL_FORGOTTEN)


def _gone(sid: str) -> None:
    connection = rooms.connection(sid)
    rooms.leave(sid)
    # Of a desk page the state stays: it holds what somebody is writing.
    if connection is not None and connection.role is Role.PHONE:
        forget_state(sid)


on_disconnect(app, _gone)
wait_lightly()
drop_malformed(app)
keep_values_out()
signed_out_everywhere = partial(rooms.sign_out_everywhere, said=phrase("sign_in.expired", "nb"))
app.api_transformer = routes(
    accounts=accounts,
    passkeys=passkeys,
    signed_out=partial(rooms.sign_out, said=phrase("sign_in.expired", "nb")),
    signed_out_everywhere=signed_out_everywhere,
    more=[
        *municipal_routes(settings, sign_in, limits=limits, signed_out_everywhere=signed_out_everywhere),
        *ForgottenPasswords(accounts=accounts, letters=letters, post=post_for_strangers).routes(),
        *UnitImports(sign_in=sign_in, unit_import=unit_import).routes(),
        *Logos(sign_in=sign_in, municipality=municipality, review=review).routes(),
        *Exports(sign_in=sign_in, history=history, review=review, audit=audit, own_agendas=own_agendas).routes(),
        *([] if settings.style_guide else [without_style_guide(phrase("page.not_found.title", "nb"))]),
        *health_routes(is_current=partial(is_current, database)),
        *metrics_routes(settings.metrics_token, partial(exposition, facilitation.count_under_way)),
    ],
)
app.register_lifespan_task(
    house_keeping(
        facilitation=facilitation,
        database=database,
        ballot_box=ballot_box,
        backups=Backups(database=database, folder=settings.backup_dir, keep=settings.backups_kept),
        warm_up=partial(warm_up, database, agenda=next(iter(content.agendas.values())), frames=frames),
    )
)
if relay:
    app.register_lifespan_task(relay.lifespan(rooms))
pages.add_to(app)
