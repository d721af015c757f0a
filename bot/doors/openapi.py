"""How is the events door described to programs? OpenAPI 3.1, made from the models that check the events."""

from functools import cache
from typing import Any, Final

import orjson
from pydantic.json_schema import models_json_schema

from bot.doors.event_body import LARGEST_BODY, MOST_EVENTS
from bot.doors.event_model import Answer, ContactEvent

_PLACE: Final = "#/components/schemas/"
_EVENT: Final = {"$ref": f"{_PLACE}ContactEvent"}
_PROBLEM: Final = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
    },
}
_REFUSALS: Final = {
    "400": "The body holds no JSON",
    "401": "No API key for events, or one that is revoked",
    "408": "The body did not arrive in time",
    "413": f"More than {LARGEST_BODY // 1024 // 1024} MiB or {MOST_EVENTS} events",
    "503": "The database does not answer; send the same events again",
}


@cache
def document() -> bytes:
    return orjson.dumps(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Aftercall events",
                "version": "1.0.0",
                "license": {"name": "MIT", "identifier": "MIT"},
            },
            "paths": {"/api/v1/events": {"post": _take()}, "/api/v1/openapi.json": {"get": _describe()}},
            "components": {
                "schemas": {**_schemas(), "Problem": _PROBLEM},
                "securitySchemes": {
                    "key": {"type": "http", "scheme": "bearer", "description": "An API key for events"}
                },
            },
        }
    )


def _schemas() -> dict[str, Any]:
    models = models_json_schema(
        [(ContactEvent, "validation"), (Answer, "serialization")], by_alias=True, ref_template=_PLACE + "{model}"
    )
    schemas: dict[str, Any] = models[1]["$defs"]
    return schemas


def _take() -> dict[str, Any]:
    return {
        "operationId": "takeEvents",
        "summary": "Contact events in",
        "description": "Safe to repeat: a known eventId changes nothing. A bad event stops no other.",
        "security": [{"key": []}],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"anyOf": [_EVENT, {"type": "array", "items": _EVENT, "maxItems": MOST_EVENTS}]}
                },
                "application/x-ndjson": {"schema": {"type": "string", "description": "One ContactEvent a line"}},
            },
        },
        "responses": {
            "200": _answered(
                {"type": "array", "items": {"$ref": f"{_PLACE}Answer"}}, "One answer for each event, in order"
            ),
            **{status: _refused(text) for status, text in _REFUSALS.items()},
        },
    }


def _describe() -> dict[str, Any]:
    return {
        "operationId": "describe",
        "summary": "This description",
        "responses": {"200": _answered({"type": "object"}, "An OpenAPI document")},
    }


def _answered(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _refused(description: str) -> dict[str, Any]:
    schema = {"$ref": f"{_PLACE}Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}
