// Ant Design's own types describe the CommonJS build; the bundler takes the ES one.
declare module 'antd/es/locale/zh_CN.js' {
  import type { Locale } from 'antd/es/locale/index.js'

  const locale: Locale
  export default locale
}
