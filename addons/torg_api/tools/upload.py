"""A file that comes with a request: kept on disk while it is read, never whole in memory."""

import hashlib
from tempfile import SpooledTemporaryFile

CHUNK = 64 * 1024
IN_MEMORY = 512 * 1024  # what is smaller never touches the disk


class TooLong(Exception):
    """More came than may come, whatever the request said of its length."""


def keep(stream, limit):
    """Return a file with what the stream gives.

    :param limit: bytes
    :raise TooLong: there is more
    """
    file, size = SpooledTemporaryFile(IN_MEMORY), 0  # noqa: SIM115 - whoever gets it reads it
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            file.close()
            raise TooLong
        file.write(chunk)
    file.seek(0)
    return file


def read_chunks(body):
    """Yield all of a body, bytes or a file, from its beginning; a file is left there."""
    if isinstance(body, bytes):
        yield body
        return
    body.seek(0)
    while chunk := body.read(CHUNK):
        yield chunk
    body.seek(0)


def digest(head, body):
    """SHA-256 of a few words and a body, as hexadecimal text."""
    hashed = hashlib.sha256(head)
    for chunk in read_chunks(body):
        hashed.update(chunk)
    return hashed.hexdigest()
