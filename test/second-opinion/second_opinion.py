"""What others think of AWS calls: botocore of their shapes, a moto server of their answers.

Reads from standard input one JSON list of calls {operation, input, output | error}, operation as
"sagemaker:CreateModel". Writes one JSON list of opinions {operation, request, response, moto}:
request and response list what botocore's service model finds wrong with them; moto is
{"output": ...}, {"error": code}, or {"missing": true} where moto does not have the call.
"""

import datetime
import json
import logging
import re
import sys

from botocore.exceptions import ClientError
from botocore.session import Session
from botocore.validate import ParamValidator
from moto.server import ThreadedMotoServer

REGION = "eu-central-1"
TYPES = {
    "string": str,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "boolean": bool,
    "timestamp": (int, float),
    "structure": dict,
    "map": dict,
    "list": list,
}


def faults(shape, value, path):
    """Every place at which a JSON value is not what a shape of a service model says."""
    kind = shape.type_name
    if not isinstance(value, TYPES[kind]) or (kind != "boolean" and isinstance(value, bool)):
        return [f"{path}: {value!r} is no {kind}"]
    if kind == "structure":
        return structure_faults(shape, value, path)
    if kind == "list":
        return sized(shape, len(value), path) + [
            fault
            for index, each in enumerate(value)
            for fault in faults(shape.member, each, f"{path}[{index}]")
        ]
    if kind == "map":
        return [
            fault
            for key, each in value.items()
            for fault in faults(shape.key, key, path) + faults(shape.value, each, f"{path}.{key}")
        ]
    if kind == "string":
        return string_faults(shape, value, path)
    return sized(shape, value, path)


def structure_faults(shape, value, path):
    wrong = [f"{path}.{name} is not known" for name in value if name not in shape.members]
    wrong += [f"{path}.{name} is missing" for name in shape.required_members if name not in value]
    for name, each in value.items():
        if name in shape.members:
            wrong += faults(shape.members[name], each, f"{path}.{name}")
    return wrong


def string_faults(shape, value, path):
    wrong = sized(shape, len(value), path)
    if shape.enum and value not in shape.enum:
        wrong.append(f"{path}: {value!r} is none of its values")
    pattern = shape.metadata.get("pattern")
    if pattern and usable(pattern) and not re.fullmatch(usable(pattern), value, re.DOTALL):
        wrong.append(f"{path}: {value!r} does not match {pattern}")
    return wrong


def usable(pattern):
    """The pattern in Python's dialect; None where it has no counterpart."""
    text = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: re.escape(chr(int(found[1], 16))), pattern)
    try:
        re.compile(text)
    except re.error:
        return None
    return None if "\\p{" in text else text


def sized(shape, size, path):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    too_small = low is not None and size < low
    too_large = high is not None and size > high
    return [f"{path}: {size} is not within {low} and {high}"] if too_small or too_large else []


def request_faults(model, request):
    if model.input_shape is None:
        return [] if request == {} else ["takes no input"]
    report = ParamValidator().validate(request, model.input_shape)
    reported = [report.generate_report()] if report.has_errors() else []
    return reported + faults(model.input_shape, request, "input")


def response_faults(model, call):
    if "error" in call:
        return []
    if model.output_shape is None:
        return [] if call["output"] == {} else ["answers nothing"]
    return faults(model.output_shape, call["output"], "output")


def answer_of_moto(client, method, request):
    try:
        answer = getattr(client, method)(**request)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if status in (404, 500, 501) and code in ("404", "500", "501", "NotImplemented"):
            return {"missing": True}
        return {"error": code}
    answer.pop("ResponseMetadata", None)
    return {"output": answer}


def plain(value):
    """Times as seconds, so that JSON can hold them."""
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return str(value)


def main():
    logging.disable(logging.CRITICAL)
    calls = json.load(sys.stdin)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    session = Session()
    session.set_credentials("testing", "testing")
    clients = {}
    opinions = []
    for call in calls:
        service, operation = call["operation"].split(":")
        if service not in clients:
            clients[service] = session.create_client(
                service, region_name=REGION, endpoint_url=f"http://{host}:{port}"
            )
        client = clients[service]
        model = client.meta.service_model.operation_model(operation)
        method = next(name for name, op in client.meta.method_to_api_mapping.items() if op == operation)
        wrong = request_faults(model, call["input"])
        opinions.append(
            {
                "operation": call["operation"],
                "request": wrong,
                "response": response_faults(model, call),
                "moto": answer_of_moto(client, method, call["input"]),
            }
        )
    server.stop()
    json.dump(opinions, sys.stdout, default=plain)


main()
