import { Steps } from 'antd'
import { usePhone } from '../../ui/use-media.ts'

const titles = ['上传文件', '对应列', '试导入', '确认导入']

/** Where an import stands on its way. */
export function ImportSteps({ current, failed = false }: { current: number; failed?: boolean }) {
  const phone = usePhone()
  if (phone) {
    return (
      <p className="quiet">
        第 {Math.min(current + 1, titles.length)} 步，共 {titles.length} 步：
        {titles[Math.min(current, titles.length - 1)]}
      </p>
    )
  }
  return (
    <Steps
      className="import-steps"
      size="small"
      current={current}
      status={failed ? 'error' : current >= titles.length ? 'finish' : 'process'}
      items={titles.map((title) => ({ title }))}
    />
  )
}
