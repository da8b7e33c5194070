import { describe, expect, it } from 'vitest'
import { readTypoFiles } from '../command/typo-files.ts'
import { assetFormat, numberReader, packNumbers, packWords, readAsset, unpackWords, writeAsset } from './container.ts'
import { featureNames } from './features.ts'
import { readJudge } from './judge.ts'
import { loadTypoModel, type TypoFile, typoFiles } from './model.ts'
import { builtAssets } from './training/packages.ts'

const files = readTypoFiles()
const bytes = (text: string) => new TextEncoder().encode(text)
const withFile = (name: TypoFile, content: Uint8Array) => ({ ...files, [name]: content })

describe('the shipped files', () => {
  it.each(Object.entries(builtAssets))('%s is what the training script makes', (name, expected) => {
    const { header } = readAsset(files[`${name}.ngrams` as TypoFile], name)
    expect(header).toMatchObject({ format: assetFormat, name, ...expected })
  })

  it('take no more than 20 MB together', () => {
    const total = typoFiles.reduce((sum, name) => sum + files[name].length, 0)
    expect(total).toBeLessThanOrEqual(20_000_000)
  })

  it('hold a judge that was trained with the features that are asked now', () => {
    expect(readJudge(new TextDecoder().decode(files['judge.json'])).features).toEqual([...featureNames])
  })
})

describe('files that are refused', () => {
  const libime = files['libime.ngrams']
  const changed = libime.slice()
  changed[changed.length - 1]! ^= 1
  it.each<[string, Uint8Array, RegExp]>([
    ['empty', new Uint8Array(), /libime: not an asset/],
    ['foreign', bytes('PK\u0003\u0004 something else altogether'), /libime: not an asset/],
    ['cut off within the header', libime.slice(0, 40), /libime: cut off within its header/],
    ['cut off within the data', libime.slice(0, 1_000_000), /libime: 9+|libime: \d+ bytes of data, its header says/],
    ['changed by one bit', changed, /libime: damaged, its checksum does not match/],
    ['the other model', files['sunpinyin.ngrams'], /libime: holds sunpinyin/],
  ])('%s', (_, content, reason) => {
    expect(() => loadTypoModel(withFile('libime.ngrams', content))).toThrow(reason)
  })

  it.each<[TypoFile, string, RegExp]>([
    ['judge.json', '{', /judge.json: cannot be read/],
    ['judge.json', '{"features":[],"bias":0,"threshold":0,"trees":[[[0,1,1,2],[5],[6]]]}', /trees are damaged/],
    ['judge.json', '{"features":["a"],"bias":0,"threshold":0,"trees":[[[0,1,0,0]]]}', /trees are damaged/],
    ['readings.txt', '部署', /readings: cannot read the line 部署/],
    ['wubi.txt', 'ukb', /wubi: cannot read the line ukb/],
  ])('%s with %s', (name, content, reason) => {
    expect(() => loadTypoModel(withFile(name, bytes(content)))).toThrow(reason)
  })

  it('none at all', () => {
    const { 'wubi.txt': _, ...rest } = files
    expect(() => loadTypoModel(rest as typeof files)).toThrow('wubi.txt: missing')
  })
})

describe('the container', () => {
  it('gives back what was put in', () => {
    const about = { name: 'a', licence: 'l', source: 's', counts: { words: 2 } }
    const asset = readAsset(writeAsset(about, [{ name: 'x', bytes: bytes('部署') }]), 'a')
    expect(new TextDecoder().decode(asset.section('x'))).toBe('部署')
    expect(() => asset.section('y')).toThrow('a: has no section y')
  })

  it('packs numbers of any size', () => {
    const numbers = [0, 1, 127, 128, 16383, 16384, 2 ** 31, 2 ** 40 + 5]
    const next = numberReader(packNumbers(numbers))
    expect(numbers.map(() => next())).toEqual(numbers)
  })

  it('packs sorted words', () => {
    const words = ['一', '一如', '一如既往', '一律', '丁', '中华人民共和国']
    expect(unpackWords(packWords(words))).toEqual(words)
  })
})
