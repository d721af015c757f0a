"""What does the feed say about itself, and how are its mistakes told?"""

from functools import cache
from typing import Final
from xml.sax.saxutils import quoteattr

import orjson
from aiohttp import web

from storage.feed_model import BOOL, DATE, ID, INT, LONGEST_ID, MOMENT, TEXT, EntitySet, Property
from storage.feed_sets import SETS

VERSION: Final = {"OData-Version": "4.0"}
_EDM: Final = {
    ID: "Edm.String",
    TEXT: "Edm.String",
    INT: "Edm.Int32",
    BOOL: "Edm.Boolean",
    MOMENT: "Edm.DateTimeOffset",
    DATE: "Edm.Date",
}
_CODES: Final = {
    400: "BadRequest",
    401: "Unauthorized",
    404: "NotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    501: "NotImplemented",
    503: "ServiceUnavailable",
}


def json_type(level: str) -> str:
    """`level` is minimal or none: how much the answer says about itself."""
    return f"application/json;odata.metadata={level};charset=utf-8"


def mistake(status: int, text: str) -> web.Response:
    """In the form that OData gives errors."""
    body = orjson.dumps({"error": {"code": _CODES[status], "message": text}})
    return web.Response(status=status, body=body, headers={**VERSION, "Content-Type": json_type("minimal")})


def service_document(root: str, level: str) -> bytes:
    sets = [{"name": name, "kind": "EntitySet", "url": name} for name in SETS]
    context = {} if level == "none" else {"@odata.context": f"{root}$metadata"}
    return orjson.dumps({**context, "value": sets})


@cache
def metadata() -> bytes:
    """EDMX, which odata-csdl reads in its strict mode."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
        "<edmx:DataServices>",
        '<Schema Namespace="Aftercall" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
        *(line for each in SETS.values() for line in _entity(each)),
        '<EntityContainer Name="Feed">',
        *(f'<EntitySet Name="{each.name}" EntityType="Aftercall.{each.entity}"/>' for each in SETS.values()),
        "</EntityContainer>",
        "</Schema>",
        "</edmx:DataServices>",
        "</edmx:Edmx>",
    ]
    return "\n".join(lines).encode()


def _entity(each: EntitySet) -> list[str]:
    return [
        f'<EntityType Name="{each.entity}">',
        "<Key>",
        *(f'<PropertyRef Name="{name}"/>' for name in each.key),
        "</Key>",
        *(_property(found) for found in each.properties.values()),
        "</EntityType>",
    ]


def _property(of: Property) -> str:
    said = {"Name": of.name, "Type": _EDM[of.kind]}
    if not of.nullable:
        said["Nullable"] = "false"
    if of.kind == ID or of.length:
        said["MaxLength"] = str(of.length or LONGEST_ID)
    if of.kind == MOMENT:
        said["Precision"] = "3"
    return f"<Property {' '.join(f'{name}={quoteattr(value)}' for name, value in said.items())}/>"
