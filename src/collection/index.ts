export { type Intake, intake } from './intake.ts';
export { indexPlace, livingIndex } from './living-index.ts';
