import { DownloadOutlined } from '@ant-design/icons'
import { Button, type ButtonProps } from 'antd'
import { type ReactNode, useState } from 'react'
import { type AnyEndpoint, download, type Maybe } from './api.ts'
import { messageOf } from './api-error.ts'
import { useToast } from './toast.tsx'

type Given<E> = { endpoint: E; args?: Maybe<E>[0]; children: ReactNode; type?: ButtonProps['type'] }

/** A file of the server's making: the button waits until it has come, and says why when it does not. */
export function Download<E extends AnyEndpoint>({ endpoint, args, children, type = 'default' }: Given<E>) {
  const message = useToast()
  const [busy, setBusy] = useState(false)
  const fetchFile = async () => {
    setBusy(true)
    try {
      await download(endpoint, ...([args] as unknown as Maybe<E>))
    } catch (error) {
      message.error(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button type={type} icon={<DownloadOutlined />} loading={busy} onClick={() => void fetchFile()}>
      {children}
    </Button>
  )
}
