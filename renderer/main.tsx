import './client/zod-without-eval.ts'

// Both are read side by side; the questions go out as soon as the first of them is here.
const asking = import('./app/early.ts').then(({ askEarly }) => askEarly())
const drawing = import('./app/start.tsx')

const [{ client, early }, { start }] = await Promise.all([asking, drawing])
start(client, early)
