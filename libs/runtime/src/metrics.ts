import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

type Collector = () => void | Promise<void>;

const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What a process counts, for Prometheus. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly collectors: Collector[] = [];

  /** Requests answered to other processes; `outcome` is `ok` or the kind of refusal. */
  readonly rpc = new Histogram({
    name: 'shoreline_rpc_duration_seconds',
    help: 'How long a service took to answer a request.',
    labelNames: ['pattern', 'outcome'],
    buckets: seconds,
    registers: [this.registry],
  });

  readonly http = new Histogram({
    name: 'shoreline_http_duration_seconds',
    help: 'How long the gateway took to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Runs before every reading; sets gauges of this registry. One that fails leaves its gauges as they were. */
  collect(collector: Collector): void {
    this.collectors.push(collector);
  }

  /** In Prometheus' text format. */
  async read(): Promise<string> {
    await Promise.allSettled(this.collectors.map(async (collector) => collector()));
    return this.registry.metrics();
  }
}
