import { firstFrame } from './app/first-frame.ts'
import './client/zod-without-eval.ts'

// The static frame of index.html is on the screen before the scripts that replace it are even asked for.
void firstFrame()
  .then(() => import('./app/start.tsx'))
  .then(({ start }) => start())
