import type { Reporter, TestModule } from 'vitest/node';

interface Totals {
  files: number;
  tests: number;
  /** Added up over the files, which run beside each other. In ms. */
  loading: number;
  running: number;
}

/** A vitest reporter that ends a run with the time of each project. */
export default class ProjectTimes implements Reporter {
  readonly #projects = new Map<string, Totals>();

  onTestModuleEnd(module: TestModule): void {
    const totals = this.#projects.get(module.project.name) ?? { files: 0, tests: 0, loading: 0, running: 0 };
    const { prepareDuration, setupDuration, collectDuration, duration } = module.diagnostic();
    totals.files += 1;
    totals.tests += [...module.children.allTests()].length;
    totals.loading += prepareDuration + setupDuration + collectDuration;
    totals.running += duration;
    this.#projects.set(module.project.name, totals);
  }

  onTestRunEnd(): void {
    const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
    const rows = [...this.#projects].map(([project, { files, tests, loading, running }]) => ({
      project,
      files,
      tests,
      'loading, all workers': seconds(loading),
      'running, all workers': seconds(running),
    }));
    console.table(rows);
  }
}
