"""An OAuth client in Python gets tokens of the bank and calls an operation; says as JSON what came of it."""

import json
import sys

import httpx
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client

base, client_id, client_secret = sys.argv[1:]
address = f"{base}/oauth2/token"
accounts = f"{base}/accounts/v1/customers/c-20417/accounts"
rates = f"{base}/fx/v1/rates?base=USD&terms=EUR"


def client(secret=client_secret, **more):
    return OAuth2Client(client_id, secret, token_endpoint=address, grant_type="client_credentials", **more)


def refused(what):
    try:
        what()
    except OAuthError as error:
        return {"error": error.error, "described": bool(error.description)}
    return None


said = {}
good = client(scope="accounts:read")
first = good.fetch_token(address, grant_type="client_credentials")
said["granted"] = {"type": first["token_type"], "lives": first["expires_in"], "scope": first.get("scope")}
answer = good.get(accounts)
said["called"] = {"status": answer.status_code, "accounts": len(answer.json()["accounts"])}
lacking = good.get(rates)
said["lacking"] = {"status": lacking.status_code, "challenge": lacking.headers.get("WWW-Authenticate")}

good.token["expires_at"] = 1
again = good.get(accounts)
said["renewed"] = {"status": again.status_code, "new": good.token["access_token"] != first["access_token"]}

said["wrong_secret"] = refused(lambda: client(secret="wrong").fetch_token(address))
said["wrong_scope"] = refused(lambda: client(scope="no:such").fetch_token(address))
said["wrong_grant"] = refused(lambda: client().fetch_token(address, grant_type="password", username="a", password="b"))

raw = httpx.post(address, auth=(client_id, "wrong"), data={"grant_type": "client_credentials"})
said["raw"] = {
    "status": raw.status_code,
    "challenge": raw.headers.get("WWW-Authenticate"),
    "stored": raw.headers.get("Cache-Control"),
}
print(json.dumps(said))
