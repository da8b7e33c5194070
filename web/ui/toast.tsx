import { message } from 'antd'
import { createContext, type ReactNode, useContext } from 'react'

type Toast = ReturnType<typeof message.useMessage>[0]

const ToastContext = createContext<Toast | null>(null)

/** Holds the short messages of the whole console; antd's `App` would bring dialogs and notifications into the first load. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, holder] = message.useMessage({ maxCount: 3 })
  return (
    <ToastContext value={toast}>
      {holder}
      {children}
    </ToastContext>
  )
}

/** Says in a line what was done or why not. */
export function useToast(): Toast {
  const toast = useContext(ToastContext)
  if (!toast) throw new TypeError('the page stands inside a ToastProvider')
  return toast
}
