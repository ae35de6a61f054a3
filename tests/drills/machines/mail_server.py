"""A mail server that takes every letter and notes whose it was: `python -m tests.drills.machines.mail_server FILE`."""

import asyncio
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

PORT = 1025


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, noted: Path) -> None:
    """One connection, as much SMTP as a sender needs; each letter is a line: Message-ID, recipients, subject."""
    writer.write(b"220 ready\r\n")
    recipients: list[str] = []
    while line := (await reader.readline()).decode().strip():
        match line.split()[0].upper():
            case "QUIT":
                writer.write(b"221 bye\r\n")
                break
            case "RCPT":
                recipients.append(line.partition(":")[2].strip("<> "))
                writer.write(b"250 ok\r\n")
            case "DATA":
                writer.write(b"354 go on\r\n")
                letter = message_from_bytes(await reader.readuntil(b"\r\n.\r\n"), policy=default)
                with noted.open("a") as file:
                    subject = " ".join(str(letter["Subject"]).split())
                    file.write(f"{letter['Message-ID']}\t{','.join(recipients)}\t{subject}\n")
                recipients = []
                writer.write(b"250 taken\r\n")
            case _:
                writer.write(b"250 ok\r\n")
        await writer.drain()
    writer.close()


async def serve(noted: Path) -> None:
    """Until the process is ended."""
    server = await asyncio.start_server(
        lambda reader, writer: converse(reader, writer, noted), None, PORT, limit=64 * 1024 * 1024
    )
    await server.serve_forever()


if __name__ == "__main__":
    Path(sys.argv[1]).touch()
    asyncio.run(serve(Path(sys.argv[1])))
