"""Who may post an activity?"""

import time
from typing import Any

import aiohttp
import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.talk import Person
from tests.wire import APP_ID, Login, SigningKey

MEBIBYTE = 1 << 20


async def test_what_teams_signs_is_let_in_and_answered_with_our_own_token(teams: Person, login: Login) -> None:
    answer = await teams.says("hi")
    assert answer.status == 200
    assert answer.texts == ["<hi>"]
    assert answer.received[0].headers["Authorization"] == "Bearer token-1"
    assert login.forms[0]["client_id"] == APP_ID
    assert login.forms[0]["scope"] == "https://api.botframework.com/.default"


async def test_a_token_that_ended_within_the_leeway_is_let_in(teams: Person, login: Login) -> None:
    teams.token = login.token(teams.connector.url, exp=int(time.time()) - 200)
    assert (await teams.says("hi")).status == 200


async def test_the_trailing_slash_of_the_service_url_does_not_matter(teams: Person, login: Login) -> None:
    teams.token = login.token(teams.connector.url.rstrip("/"))
    assert (await teams.says("hi")).status == 200


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"exp": int(time.time()) - 301}, id="ended"),
        pytest.param({"nbf": int(time.time()) + 3000}, id="not yet valid"),
        pytest.param({"exp": None}, id="without end"),
        pytest.param({"nbf": None}, id="without beginning"),
        pytest.param({"exp": "soon"}, id="end in words"),
        pytest.param({"exp": True}, id="end as a truth"),
        pytest.param({"exp": 1e300}, id="never ends"),
        pytest.param({"exp": int(time.time()) + 10 * 365 * 86400}, id="lives ten years"),
        pytest.param({"exp": int(time.time()) + 27 * 3600}, id="lives more than a day"),
        pytest.param({"iss": "https://api.botframework.us"}, id="another issuer"),
        pytest.param(
            {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"}, id="the emulator's issuer"
        ),
        pytest.param({"iss": None}, id="no issuer"),
        pytest.param({"aud": "somebody-else"}, id="for another bot"),
        pytest.param({"aud": None}, id="for nobody"),
        pytest.param({"aud": [APP_ID, "somebody-else"]}, id="for several"),
    ],
)
async def test_a_token_that_is_not_the_channels_for_us_is_refused(
    teams: Person, login: Login, claims: dict[str, Any]
) -> None:
    teams.token = login.token(teams.connector.url, **claims)
    answer = await teams.says("hi")
    assert answer.status == 401
    assert answer.received == []


def _segments(token: str) -> list[str]:
    return token.split(".")


def _unsigned(login: Login, url: str) -> str:
    claims = jwt.decode(login.token(url), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none", headers={"kid": login.keys[0].kid})


def _signed_with_the_public_key(login: Login, url: str) -> str:
    """The classic confusion: HMAC with what everybody can read."""
    key = login.keys[0]
    header = jwt.utils.base64url_encode(orjson.dumps({"alg": "HS256", "typ": "JWT", "kid": key.kid})).decode()
    public = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    payload = _segments(login.token(url))[1]
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign
    return (
        f"{header}.{payload}.{jwt.utils.base64url_encode(signature(f'{header}.{payload}'.encode(), public)).decode()}"
    )


def _of_an_unknown_key(login: Login, url: str) -> str:
    return login.token(url, key=SigningKey())


def _forged(login: Login, url: str) -> str:
    """The right key's name, another key's signature."""
    return login.token(url, key=SigningKey(kid=login.keys[0].kid))


def _with_another_payload(login: Login, url: str) -> str:
    header, _, signature = _segments(login.token(url))
    return f"{header}.{_segments(login.token(url, aud='x'))[1]}.{signature}"


def _without_a_kid(login: Login, url: str) -> str:
    return jwt.encode({"aud": APP_ID}, login.keys[0].private, algorithm="RS256")


def _with_a_critical_header(login: Login, url: str) -> str:
    claims = jwt.decode(login.token(url), options={"verify_signature": False})
    headers = {"kid": login.keys[0].kid, "crit": ["b64"], "b64": True}
    return jwt.encode(claims, login.keys[0].private, algorithm="RS256", headers=headers)


def _rs384(login: Login, url: str) -> str:
    claims = jwt.decode(login.token(url), options={"verify_signature": False})
    return jwt.encode(claims, login.keys[0].private, algorithm="RS384", headers={"kid": login.keys[0].kid})


def _naming_another_algorithm(login: Login, url: str) -> str:
    """Signed well, but the header says that it is not."""
    return _under({"alg": "none", "kid": login.keys[0].kid}, login, url)


def _with_a_list_for_a_kid(login: Login, url: str) -> str:
    return _under({"alg": "RS256", "kid": [login.keys[0].kid]}, login, url)


def _under(said: dict[str, Any], login: Login, url: str) -> str:
    header = jwt.utils.base64url_encode(orjson.dumps(said)).decode()
    content = f"{header}.{_segments(login.token(url))[1]}"
    sign = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).sign
    return f"{content}.{jwt.utils.base64url_encode(sign(content.encode(), login.keys[0].private)).decode()}"


@pytest.mark.parametrize(
    "make",
    [
        _unsigned,
        _naming_another_algorithm,
        _with_a_list_for_a_kid,
        _signed_with_the_public_key,
        _of_an_unknown_key,
        _forged,
        _with_another_payload,
        _without_a_kid,
        _with_a_critical_header,
        _rs384,
        lambda login, url: login.token(url) + "x",
        lambda login, url: login.token(url)[:-4],
        lambda login, url: login.token(url) + "=",
        lambda login, url: "a.b.c",
        lambda login, url: "..",
        lambda login, url: "é" * 40,
        lambda login, url: "x" * 6000,
    ],
)
async def test_a_signature_that_does_not_hold_is_refused(teams: Person, login: Login, make: Any) -> None:
    teams.token = make(login, teams.connector.url)
    answer = await teams.says("hi")
    assert answer.status == 401
    assert answer.received == []


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "bearer\t"])
async def test_an_authorization_without_a_token_is_refused(
    teams: Person, http: aiohttp.ClientSession, header: str
) -> None:
    body = orjson.dumps(teams.activity("message", text="hi"))
    headers = {"Authorization": header} if header else {}
    async with http.post(f"{teams.bot_url}/api/messages", data=body, headers=headers) as response:
        assert response.status == 401


async def test_a_short_key_is_no_key(teams: Person, login: Login) -> None:
    weak = SigningKey(bits=1024)
    login.keys.append(weak)
    with pytest.warns(jwt.warnings.InsecureKeyLengthWarning):
        teams.token = login.token(teams.connector.url, key=weak)
    assert (await teams.says("hi")).status == 401


async def test_a_key_that_may_not_speak_for_teams_is_refused(teams: Person, login: Login) -> None:
    other = SigningKey(endorsements=("webchat",))
    login.keys.append(other)
    teams.token = login.token(teams.connector.url, key=other)
    assert (await teams.says("hi")).status == 403
