import { Button } from 'antd'
import { Verification } from '../../../src/audit/audit.contract.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { numberText } from '../../ui/number-text.ts'
import { queryClient } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'

type Given = { jobId: string; onOpen: (seq: number) => void; onClose: () => void }

/** The walk along the chain, and what it found: how much was checked, and the first entry that is wrong. */
export function VerificationPanel({ jobId, onOpen, onClose }: Given) {
  return (
    <section className="panel audit-verification" aria-label="完整性校验">
      <JobProgress
        id={jobId}
        onEnd={() => void queryClient.invalidateQueries({ queryKey: ['/api/audit'] })}
        result={(job) => <Result found={Verification.safeParse(job.result).data} onOpen={onOpen} />}
      />
      <Button size="small" onClick={onClose}>
        收起
      </Button>
    </section>
  )
}

function Result({ found, onOpen }: { found: Verification | undefined; onOpen: (seq: number) => void }) {
  if (!found) return null
  const anchors =
    found.anchors > 0 ? `，并与留存在数据库外的 ${numberText(found.anchors)} 个锚点比对` : '；尚无留存的锚点可比对'
  const scope = `从第 1 条起逐条核对了 ${numberText(found.checked)} 条记录的校验值和前后衔接${anchors}`
  if (!found.fault) {
    return (
      <>
        <StateTag tone="done">完整</StateTag>
        <p>
          {scope}，没有发现问题。最后一条为第 {numberText(found.lastSeq)} 条，校验值
          <span className="audit-code"> {found.lastHash}</span>
        </p>
      </>
    )
  }
  const { seq, zh } = found.fault
  return (
    <>
      <StateTag tone="grave">发现问题</StateTag>
      <p>
        {zh}。{scope}，到此为止；其后的记录尚未核对。请保留现场，立即报告主管单位，并用备份比对。
      </p>
      <Button size="small" onClick={() => onOpen(seq)}>
        查看第 {seq} 条
      </Button>
    </>
  )
}
