"""Photos and PDFs for tests, good and hostile, made of bytes alone."""
import random
import struct
import zlib


def png(width=2, height=2, more=b""):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    rows = b"".join(b"\0" + b"\x0b\x5c\x6b" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + more +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def noise(seed, width=600, height=500):
    """A picture of about a megabyte that cannot be packed."""
    chance = random.Random(seed)
    rows = b"".join(b"\0" + chance.randbytes(width * 3) for _ in range(height))
    small = png(1, 1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(rows, 1)
    return (small[:8] + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head)) + struct.pack(">I", len(body)) +
            b"IDAT" + body + struct.pack(">I", zlib.crc32(b"IDAT" + body)) + small[-12:])


def bomb(width, height):
    """Says to be larger than it is."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return png(1, 1).replace(png(1, 1)[16:33], head + struct.pack(">I", zlib.crc32(b"IHDR" + head)))


def text_chunk(words):
    body = b"tEXt" + words
    return struct.pack(">I", len(words)) + body + struct.pack(">I", zlib.crc32(body))


def pdf(more=b""):
    return (b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
            b"3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n" + more + b"\nxref\n0 1\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")


def packed_objects(text):
    """A PDF whose objects lie packed in a stream."""
    data = zlib.compress(text)
    return pdf(b"9 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(data) + data + b"\nendstream\nendobj")
