/** A sample's labels and value. */
export interface Sample {
  labels?: Readonly<Record<string, string>>;
  value: number;
}

/** A metric with all its samples. Names of counters end in `_total`, units are base units (seconds). */
export interface Metric {
  name: string;
  help: string;
  type: "counter" | "gauge";
  samples: readonly Sample[];
}

/** Prometheus' text exposition format, version 0.0.4, as the node exporter's textfile collector reads it. */
export function* expositionOf(metrics: Iterable<Metric>): Generator<string> {
  for (const { name, help, type, samples } of metrics) {
    if (samples.length === 0) continue;
    yield `# HELP ${name} ${help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}\n# TYPE ${name} ${type}\n`;
    for (const { labels = {}, value } of samples) yield `${name}${labelsText(labels)} ${value}\n`;
  }
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escaped = (value: string): string =>
  value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\r?\n/g, "\\n");
