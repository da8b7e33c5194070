import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  InfoCircleOutlined,
  MinusCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons'
import { Tag } from 'antd'
import type { ComponentType, ReactNode } from 'react'
import { colors } from './theme.ts'

/** What a state means to the reader. Red is for 严重 and overdue alone. */
export type Tone = 'grave' | 'soon' | 'done' | 'busy' | 'plain' | 'ended'

const tones: Record<Tone, { icon: ComponentType; color: string; ground: string }> = {
  grave: { icon: ExclamationCircleOutlined, color: colors.danger, ground: '#fdf1ef' },
  soon: { icon: ClockCircleOutlined, color: colors.soon, ground: '#fdf6e9' },
  done: { icon: CheckCircleOutlined, color: colors.done, ground: '#eef7f1' },
  busy: { icon: SyncOutlined, color: colors.accent, ground: colors.accentSoft },
  plain: { icon: InfoCircleOutlined, color: colors.text, ground: '#f2f4f6' },
  ended: { icon: MinusCircleOutlined, color: colors.textQuiet, ground: '#f2f4f6' },
}

/** A state as a word with an icon; the colour only helps. */
export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  const { icon: Icon, color, ground } = tones[tone]
  return (
    <Tag
      icon={<Icon />}
      style={{
        color,
        background: ground,
        borderColor: 'color-mix(in srgb, currentcolor 30%, transparent)',
        marginInlineEnd: 0,
      }}
    >
      {children}
    </Tag>
  )
}
