export { type Assignment, DESIGNS, type Design, type Plan, type PlanRecipe } from './assignment.ts';
export { type Count, type Counted, type Coverage, type Margin, measureCoverage } from './coverage.ts';
export { makePlan, type PlanOptions } from './make-plan.ts';
