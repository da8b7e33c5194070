import type { ThemeConfig } from 'antd'

/**
 * The one place for colours and sizes. One accent; red for 严重 and 逾期 alone, amber for 将至, green for done.
 * Every text colour has a contrast of at least 4.5:1 on white and on the light grey.
 */
export const colors = {
  accent: '#1d4f91',
  accentSoft: '#eaf0f8',
  danger: '#b42318',
  soon: '#8a5300',
  soonSoft: '#fff7e8',
  done: '#1b6e3a',
  text: '#1f2933',
  textQuiet: '#52606d',
  ground: '#f4f6f8',
  line: '#d9dee4',
} as const

const fonts =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif'

/** 14 px in tables and controls; reading text takes 16 px from `.reading` in base.css. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: colors.accent,
    colorInfo: colors.accent,
    // Derived from the accent, these would be a grey too dark for text.
    colorPrimaryBg: colors.accentSoft,
    controlItemBgActive: colors.accentSoft,
    controlItemBgActiveHover: colors.accentSoft,
    colorLink: colors.accent,
    colorError: colors.danger,
    colorWarning: colors.soon,
    // Derived from so dark an amber, these would be mud.
    colorWarningBg: colors.soonSoft,
    colorWarningBorder: '#e0bd85',
    colorSuccess: colors.done,
    colorText: colors.text,
    colorTextSecondary: colors.textQuiet,
    colorTextTertiary: colors.textQuiet,
    colorTextDescription: colors.textQuiet,
    colorTextPlaceholder: '#667380',
    colorBgLayout: colors.ground,
    fontFamily: fonts,
    fontSize: 14,
    borderRadius: 4,
    sizeUnit: 4,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 56, headerPadding: '0 16px' },
    Menu: { itemHeight: 40 },
    // The track of a switch that is off carries white words.
    Switch: { colorTextQuaternary: colors.textQuiet, colorTextTertiary: colors.text },
    Table: {
      headerBg: '#eef1f4',
      rowSelectedBg: colors.accentSoft,
      rowSelectedHoverBg: colors.accentSoft,
      cellPaddingBlockSM: 8,
      cellPaddingInlineSM: 8,
    },
  },
}
