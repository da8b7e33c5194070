import { Button } from 'antd'
import { viewModel } from '../../../src/lexicon/model-settings.contract.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { ModelForm } from './model-form.tsx'
import './settings.css'

/** 语言模型: whether, and which, model of the office's own may be asked about a text. */
export function Page() {
  const { data, error, refetch } = useAsk(viewModel)
  if (!data && !error) return <PageSkeleton />
  return (
    <>
      <PageHead
        title="语言模型"
        description="缺省停用，文本检查不依赖它。启用后，工作人员在“文本检查”中点“请语言模型再看一遍”时，才把该篇文字发送到这里设置的接口"
      />
      <div className="panel">
        {data ? (
          <ModelForm stored={data} />
        ) : (
          <div role="alert">
            <p>{error?.message}</p>
            <Button onClick={() => void refetch()}>重试</Button>
          </div>
        )}
      </div>
    </>
  )
}
