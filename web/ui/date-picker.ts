import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'

// The calendar's words come with the first page that shows one, not with the first load.
dayjs.locale('zh-cn')

export { DatePicker }
