"""Which hosts may be asked: names are resolved here, and the connection goes to the very address that was checked."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass

from corpus.errors import FetchFailed, PrivateAddress

#: Allows every host, in place of a list of names.
ANY = "*"


@dataclass(frozen=True, slots=True)
class Hosts:
    """Public hosts, and the private ones named by the installation."""

    private: frozenset[str] = frozenset()  # names in lower case that may lie in a private network; "*" is all

    @classmethod
    def allowing(cls, private: Collection[str]) -> Hosts:
        return cls(frozenset(name.lower().strip() for name in private if name.strip()))

    def resolve(self, host: str, port: int) -> str:
        """An IP address of a host that may be asked.

        Raises PrivateAddress where any address of the name is private, loopback, link-local or reserved: a name that
        mixes them is a trick. Raises FetchFailed where the name does not resolve.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchFailed(f"Không tìm thấy máy chủ {host}; hãy kiểm tra địa chỉ và kết nối mạng.") from error
        addresses = [str(one[4][0]) for one in found]
        if not self._allows(host) and not all(map(_is_public, addresses)):
            raise PrivateAddress(
                f"Máy chủ {host} nằm trong mạng nội bộ, không tải; nếu đúng là nguồn của đơn vị, hãy thêm tên máy vào "
                "TRALUAT_PRIVATE_HOSTS hoặc chạy với --private-hosts."
            )
        return addresses[0]

    def _allows(self, host: str) -> bool:
        return ANY in self.private or host.lower() in self.private


def _is_public(address: str) -> bool:
    """True for an address of the open network; IPv4 inside IPv6 counts as what it holds."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inside is not None:
            return inside.is_global
        if found in ipaddress.ip_network("64:ff9b::/96"):  # IPv4 behind a translator
            return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF).is_global
    return found.is_global and not found.is_multicast
