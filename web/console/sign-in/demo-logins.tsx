import { Button } from 'antd'
import type { Credentials } from './sign-in-form.tsx'

type DemoLogin = { username: string; password: string; name: string; role: string; unit: string }

/** One invented person per role, in demo mode alone. */
export function DemoLogins({ logins, onChoose }: { logins: DemoLogin[]; onChoose: (login: Credentials) => void }) {
  return (
    <section className="panel sign-in-demo" aria-label="演示账号">
      <h2 style={{ fontSize: 16, marginBottom: 8 }}>演示账号</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">角色</th>
            <th scope="col" className="sign-in-wide">
              单位
            </th>
            <th scope="col" className="sign-in-wide">
              姓名
            </th>
            <th scope="col">用户名</th>
          </tr>
        </thead>
        <tbody>
          {logins.map((login) => (
            <tr key={login.username}>
              <td>{login.role}</td>
              <td className="sign-in-wide">{login.unit}</td>
              <td className="sign-in-wide">{login.name}</td>
              <td>
                <Button
                  type="link"
                  size="small"
                  style={{ paddingInline: 0 }}
                  aria-label={`填入${login.role}的演示账号 ${login.username}`}
                  onClick={() => onChoose({ username: login.username, password: login.password })}
                >
                  {login.username}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
