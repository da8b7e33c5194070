import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN.js'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from '../ui/queries.ts'
import { theme } from '../ui/theme.ts'
import { ToastProvider } from '../ui/toast.tsx'
import '../ui/base.css'
import '../ui/print.css'
import { router } from './router.tsx'

const place = document.getElementById('root')
if (!place) throw new TypeError('index.html has a #root')
createRoot(place).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <ToastProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ToastProvider>
    </ConfigProvider>
  </StrictMode>,
)
