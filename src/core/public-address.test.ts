import { describe, expect, it, test } from 'vitest'
import { isPublicAddress, pinnedAddress } from './public-address.ts'

describe('an address of the public internet', () => {
  test.each([
    ['0.0.0.0', false],
    ['9.255.255.255', true],
    ['10.0.0.0', false],
    ['10.255.255.255', false],
    ['11.0.0.0', true],
    ['100.63.255.255', true],
    ['100.64.0.0', false],
    ['100.100.100.200', false],
    ['100.128.0.0', true],
    ['127.0.0.1', false],
    ['169.254.169.254', false],
    ['172.15.255.255', true],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['172.32.0.0', true],
    ['192.168.0.1', false],
    ['198.17.255.255', true],
    ['198.18.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['223.5.5.5', true],
    ['::', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['::ffff:8.8.8.8', false],
    ['::127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:db8::1', false],
    ['fd00:ec2::254', false],
    ['fe80::1', false],
    ['ff02::1', false],
    ['2400:3200::1', true],
    ['not an address', false],
  ])('%s: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected)
  })
})

describe('the pinned address', () => {
  const answers = (...addresses: string[]) => ({ resolve: async () => addresses })

  it('is one of the answer, if all of it is public', async () => {
    expect(await pinnedAddress('a.test', { allowInner: false, ...answers('223.5.5.5', '2400:3200::1') })).toBe(
      '223.5.5.5',
    )
    expect(await pinnedAddress('a.test', { allowInner: false, ...answers('223.5.5.5', '127.0.0.1') })).toBeNull()
    expect(await pinnedAddress('a.test', { allowInner: false, ...answers('10.0.0.1') })).toBeNull()
    expect(await pinnedAddress('a.test', { allowInner: true, ...answers('10.0.0.1') })).toBe('10.0.0.1')
  })

  // How a URL writes the same machine in other ways: the parser of the URL has undone them all.
  test.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://0',
    'http://2130706433',
    'http://0x7f000001',
    'http://0177.0.0.1',
    'http://017700000001',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::]',
    'http://2852039166',
    'http://0xa9.0xfe.0xa9.0xfe',
    'http://169.16689662',
    'http://①②⑦.⓪.⓪.①',
  ])('of %s is refused', async (url) => {
    const never = async () => expect.fail('asked a name server')
    expect(await pinnedAddress(new URL(url).hostname, { allowInner: false, resolve: never })).toBeNull()
  })

  test.each(['localhost', 'LOCALHOST', 'localhost.'])('of %s is refused', async (host) => {
    expect(await pinnedAddress(host, { allowInner: false })).toBeNull()
  })
})
