import type { Connection, Fault, Kept, Outgoing, Picture, Prepared } from '../publisher.ts'
import { objectOf, textOf } from '../read.rules.ts'
import { callDouyin } from './api.ts'
import { cut, partsOf } from './parts.rules.ts'

const base = '/api/douyin/v1/video'
const megabyte = 1024 * 1024

/** §3.2: over 50 MB parts are advised, over 128 MB they are required. */
const wholeUpTo = 50 * megabyte
const minutes = (count: number) => ({ total: count * 60_000 })

/** What is kept of a work on 抖音. */
export const keys = {
  video: 'video',
  cover: 'cover',
  upload: 'upload',
  parts: 'parts',
  item: 'item',
  since: 'since',
  out: 'out',
} as const
const imageKey = (id: string) => `image.${id}`

/** The ids of a picture work, in their order. */
export function imagesOf({ pictures }: Outgoing, kept: Kept): string[] {
  return pictures.flatMap(({ id }) => kept[imageKey(id)] ?? [])
}

type Step = (kept: Kept) => Promise<Prepared>

/** Uploads the video with its cover, or the pictures; what is kept is not uploaded again. */
export async function prepareDouyin(at: Connection, out: Outgoing, before: Kept): Promise<Prepared> {
  const steps = out.video
    ? videoSteps(at, out, out.video)
    : out.pictures.map((each) => image(at, each, imageKey(each.id)))
  if (steps.length === 0)
    return { ok: false, fault: { class: 'input', code: 'empty', zh: '抖音作品须有视频，或至少一张图片' } }
  let kept = before
  for (const step of steps) {
    const done = await step(kept)
    if (!done.ok) return { kept, ...done }
    kept = done.value
  }
  return { ok: true, value: kept }
}

type Video = NonNullable<Outgoing['video']>

function videoSteps(at: Connection, { cover }: Outgoing, video: Video): Step[] {
  const uploads = video.size <= wholeUpTo ? [whole(at, video)] : [openParts(at), uploadParts(at, video), closeParts(at)]
  return [
    ...(cover ? [image(at, cover, keys.cover)] : []),
    ...uploads.map(
      (step): Step =>
        async (kept) =>
          kept[keys.video] ? { ok: true, value: kept } : step(kept),
    ),
  ]
}

function image(at: Connection, picture: Picture, key: string): Step {
  return async (kept) => {
    if (kept[key]) return { ok: true, value: kept }
    const bytes = await picture.bytes()
    if (bytes.length > 20 * megabyte) {
      return { ok: false, fault: { class: 'input', code: '2190005', zh: `图片“${picture.name}”超过 20 MB` } }
    }
    const { mediaType } = picture
    const file = { field: 'image', name: `picture.${mediaType.slice(6)}`, mediaType, size: bytes.length, bytes }
    const body = { fields: {}, file }
    const called = await callDouyin(at, { method: 'POST', path: `${base}/upload_image/`, body, limits: minutes(3) })
    if (called.state !== 'ok') return { ok: false, fault: called.fault }
    return keep(kept, key, textOf(objectOf(called.body.image).image_id) || textOf(called.body.image_id))
  }
}

function whole(at: Connection, video: Video): Step {
  return async (kept) => {
    const { mediaType, size, bytes } = video
    const body = { fields: {}, file: { field: 'video', name: 'video.mp4', mediaType, size, bytes } }
    const called = await callDouyin(at, { method: 'POST', path: `${base}/upload_video/`, body, limits: minutes(10) })
    if (called.state !== 'ok') return { ok: false, fault: called.fault }
    return keep(kept, keys.video, textOf(objectOf(called.body.video).video_id))
  }
}

function openParts(at: Connection): Step {
  return async (kept) => {
    if (kept[keys.upload]) return { ok: true, value: kept }
    const called = await callDouyin(at, { method: 'POST', path: `${base}/init_video_part_upload/`, body: null })
    if (called.state !== 'ok') return { ok: false, fault: called.fault }
    return keep({ ...kept, [keys.parts]: '0' }, keys.upload, textOf(called.body.upload_id))
  }
}

/** Parts go in order, so that it is enough to keep how many the platform has. */
function uploadParts(at: Connection, video: Video): Step {
  return async (before) => {
    const parts = partsOf(video.size)
    const done = Number(before[keys.parts] ?? 0)
    let kept = before
    for await (const { part, bytes } of cut(video.bytes(), parts, done)) {
      const called = await callDouyin(at, {
        method: 'POST',
        path: `${base}/upload_video_part/`,
        query: { upload_id: kept[keys.upload] ?? '', part_number: String(part.number) },
        body: {
          fields: {},
          file: { field: 'video', name: `part${part.number}`, mediaType: video.mediaType, size: part.size, bytes },
        },
        limits: minutes(5),
      })
      if (called.state !== 'ok') return { ok: false, fault: called.fault, kept: afterFault(kept, called.fault) }
      kept = { ...kept, [keys.parts]: String(part.number) }
    }
    const isWhole = Number(kept[keys.parts] ?? 0) === parts.length
    return isWhole ? { ok: true, value: kept } : { ok: false, fault: incomplete, kept }
  }
}

function closeParts(at: Connection): Step {
  return async (kept) => {
    const query = { upload_id: kept[keys.upload] ?? '' }
    const called = await callDouyin(at, {
      method: 'POST',
      path: `${base}/complete_video_part_upload/`,
      query,
      body: null,
    })
    if (called.state !== 'ok') return { ok: false, fault: called.fault, kept: afterFault(kept, called.fault) }
    return keep(kept, keys.video, textOf(objectOf(called.body.video).video_id))
  }
}

/** An upload that the platform no longer accepts, perhaps for its age, is begun anew the next time. */
function afterFault(kept: Kept, fault: Fault): Kept {
  if (fault.class !== 'input') return kept
  const { [keys.upload]: _upload, [keys.parts]: _parts, ...rest } = kept
  return rest
}

function keep(kept: Kept, key: string, id: string): Prepared {
  return id ? { ok: true, value: { ...kept, [key]: id } } : { ok: false, fault: unreadable }
}

const incomplete: Fault = { class: 'input', code: 'incomplete', zh: '视频文件不完整，请重新上传' }
const unreadable: Fault = { class: 'transient', code: 'unreadable', zh: '抖音没有给出完整的答复，稍后会自动再试' }
