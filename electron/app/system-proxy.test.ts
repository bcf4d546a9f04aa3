import { expect, test } from 'vitest'
import { firstProxy } from './system-proxy.ts'

test.each([
  ['DIRECT', undefined],
  ['', undefined],
  ['DIRECT; PROXY proxy.example.com:3128', undefined],
  ['PROXY proxy.example.com:3128; DIRECT', 'http://proxy.example.com:3128'],
  ['HTTPS proxy.example.com:443', 'https://proxy.example.com:443'],
  ['SOCKS5 [::1]:1080', 'socks5://[::1]:1080'],
  ['SOCKS proxy.example.com:1080', 'socks5://proxy.example.com:1080'],
  ['SOCKS4 proxy.example.com:1080', 'socks4://proxy.example.com:1080'],
  ['QUIC proxy.example.com:443', undefined],
  ['PROXY', undefined],
])('reads %j as %s', (list, proxy) => {
  expect(firstProxy(list)).toBe(proxy)
})
