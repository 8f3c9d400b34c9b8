"""What the sandbox may refuse of a request that its schema allows, and a count of the requests."""

import atexit
import os
import re

import schemathesis

# Operation, status, code, field, what is said of it: each with the reason.
REFUSALS = [
    # A cursor is whatever the bank gave before; no pattern says what that was.
    (r"GET /.*", 400, "INVALID_CURSOR", "cursor", r"was not given by this bank"),
    # Two parameters together: the end of a span lies after its beginning, and not too far.
    (r"GET /.*", 422, "DATE_RANGE_INVERTED", "fromDate", r"lies after toDate"),
    (r"GET /.*", 422, "DATE_RANGE_TOO_LONG", "fromDate", r"lies more than 366 days before toDate"),
    # Swagger 2.0 has no conditions: what a wire needs beyond a payment by ACH stands in words.
    (r"POST /domestic", 400, "INVALID_BODY", r"creditor\.(address|bankName)", r"is needed for wires"),
    # Today and the next 90 days are other days tomorrow.
    (r"POST /domestic", 422, "EXECUTION_DATE_INVALID", "executionDate", r"must be today or one of the next 90 days .*"),
    # What an account holds, what may be paid at once, in which currency and to which banks, is in no schema.
    (r"POST /domestic", 422, "INSUFFICIENT_FUNDS", "amount", r"is above the available balance"),
    (r"POST /domestic", 422, "AMOUNT_OVER_LIMIT", "amount", r"must be at most [0-9.]+"),
    (r"POST /domestic", 422, "CURRENCY_NOT_SUPPORTED", r"currency|debtorAccountId", r"(must be|is not held in) USD"),
    (r"POST /domestic", 422, "CREDITOR_BANK_UNKNOWN", r"creditor\.routingNumber", r"is not known"),
    (r"POST /quotes", 422, "AMOUNT_OVER_LIMIT", "amount", r"must be worth at most [0-9]+ USD"),
    (r"POST /quotes", 400, "INVALID_BODY", "amount", r"is too small to be exchanged"),
    # Which currencies are dealt in, and against which, is the bank's business.
    (r"GET /rates|POST /quotes", 422, "CURRENCY_PAIR_NOT_SUPPORTED", r"terms|buyCurrency", r"[A-Z]{3} is not priced in [A-Z]{3}"),
    (r"GET /rates", 422, "CURRENCY_PAIR_NOT_SUPPORTED", "base", r"[A-Z]{3} is not priced"),
    # One parameter against another.
    (r"GET /rates", 400, "INVALID_PARAMETER", "terms", r"must not hold the base"),
    # How many decimals an amount has hangs on its currency.
    (r"POST /quotes", 400, "INVALID_BODY", "amount", r"must be an amount with no more decimals than its currency has"),
]

sent = 0


@schemathesis.hook
def after_call(context, case, response):
    global sent
    sent += 1


@atexit.register
def say_how_many():
    with open(os.environ["REQUESTS_SENT"], "w") as file:
        file.write(str(sent))


@schemathesis.check
def refusals_are_the_listed_ones(ctx, response, case):
    """A request that the schema allows is refused for a listed reason alone."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code not in (400, 422):
        return
    said = response.json()
    for detail in said["details"] or [{"field": "", "issue": ""}]:
        told = (case.operation.label, response.status_code, said["error_code"], detail["field"], detail["issue"])
        if not any(listed(told, entry) for entry in REFUSALS):
            raise AssertionError(f"a refusal that is not listed: {told}")


def listed(told, entry):
    operation, status, code, field, issue = entry
    return (
        re.fullmatch(operation, told[0])
        and told[1] == status
        and told[2] == code
        and re.fullmatch(field, told[3])
        and re.fullmatch(issue, told[4])
    )
