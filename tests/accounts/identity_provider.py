"""A small OpenID Connect provider over real HTTP, standing for the council's own sign-in."""

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass
class Council:
    """Who is signed in at the council, and what it says of them."""

    email: str = "priya@council.example"
    email_verified: bool = True
    subject: str = "council-1"
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    url: str = ""

    def claims(self) -> dict:
        return {
            "sub": self.subject,
            "email": self.email,
            "email_verified": self.email_verified,
            "name": "Priya at the council",
        }

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": "strands", "iat": now, "exp": now + 300}
        return jwt.encode(
            {**claims, **self.claims()}, self.key, algorithm="RS256", headers={"kid": "k1"}
        )

    def answers(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
            },
            "/token": {
                "access_token": "t",
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": self.id_token(),
            },
            "/userinfo": self.claims(),
            "/keys": {"keys": [{**public, "kid": "k1", "use": "sig", "alg": "RS256"}]},
        }


@contextmanager
def running(council: Council):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                back = urlencode({"code": "c", "state": asked["state"]})
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?{back}")
                self.end_headers()
                return
            body = json.dumps(council.answers()[parts.path]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    council.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield council
    finally:
        server.shutdown()
        server.server_close()
