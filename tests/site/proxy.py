"""A proxy that ends TLS before the site, which itself speaks HTTP, as an installation has one."""

import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@contextmanager
def over_tls(port, folder):
    """The HTTPS address of a proxy before the site on ``port``.

    Browsers say themselves that they came over HTTPS (X-Forwarded-Proto), for the proxy passes on
    bytes as they are.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_accept, args=(listening, context, port), daemon=True).start()
        yield f"https://localhost:{listening.getsockname()[1]}"


def _accept(listening, context, port):
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:  # the test is over
            return
        threading.Thread(target=_serve, args=(connection, context, port), daemon=True).start()


def _serve(connection, context, port):
    try:
        with (
            context.wrap_socket(connection, server_side=True) as browser,
            socket.create_connection(("127.0.0.1", port)) as site,
        ):
            back = threading.Thread(target=_pass_on, args=(site, browser), daemon=True)
            back.start()
            _pass_on(browser, site)
            back.join()
    except OSError:
        connection.close()


def _pass_on(source, target):
    try:
        while piece := source.recv(65_536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


def _certificate(folder):
    """A certificate for localhost and its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "localhost.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
