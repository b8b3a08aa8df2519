/** How an answer in JSON is asked for, from the safest to what every model can do. */
export const answerFormats = ["json_schema", "json_object", "text"] as const;
export type Format = (typeof answerFormats)[number];

/** What an endpoint can refuse to take. */
export type Parameter =
  | "format"
  | "limit"
  | "effort"
  | "template"
  | "system"
  /** They do not say what: the form is stepped down one by one. */
  | "unknown";

/** What is known of what an endpoint takes. Each is tried until it is refused; what works serves the next question. */
export interface RequestForm {
  formats: Format[];
  /** Local servers know the first, OpenAI's reasoning models the second only. */
  limitKeys: ("max_tokens" | "max_completion_tokens")[];
  takesEffort: boolean;
  /** Thinking is switched off in the chat's template (vLLM, llama.cpp). */
  takesTemplate: boolean;
  /** Some models' templates know no system role: what it says then stands before the question. */
  takesSystem: boolean;
  /** It thought, and answered nothing: from then on it is told not to. */
  thinks: boolean;
}

export function createRequestForm(mode: Format | "auto"): RequestForm {
  return {
    formats: mode === "auto" ? [...answerFormats] : [mode],
    limitKeys: ["max_tokens", "max_completion_tokens"],
    takesEffort: true,
    takesTemplate: true,
    takesSystem: true,
    thinks: true,
  };
}

/** The form without what was refused of it; undefined if there was nothing of the kind, or no other way is left. */
export function withoutParameter(
  form: RequestForm,
  parameter: Parameter,
  sent: object,
): RequestForm | undefined {
  switch (parameter) {
    case "format":
      return form.formats.length > 1 ? { ...form, formats: form.formats.slice(1) } : undefined;
    case "limit":
      return hasLimit(sent) ? { ...form, limitKeys: form.limitKeys.slice(1) } : undefined;
    case "effort":
      return "reasoning_effort" in sent ? { ...form, takesEffort: false } : undefined;
    case "system":
      return form.takesSystem ? { ...form, takesSystem: false } : undefined;
    case "unknown":
      return (["format", "limit", "effort", "template", "system"] as const)
        .map((each) => withoutParameter(form, each, sent))
        .find((simpler) => simpler !== undefined);
    case "template":
      return "chat_template_kwargs" in sent ? { ...form, takesTemplate: false } : undefined;
  }
}

const hasLimit = (sent: object): boolean => "max_tokens" in sent || "max_completion_tokens" in sent;

export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface ModelQuestion {
  model: string;
  messages: Message[];
  schemaName: string;
  schema: object;
  reasoningEffort: string | undefined;
  /** Most tokens of the answer; undefined: the server's own. */
  limit: number | undefined;
}

/** The one request that works everywhere: no temperature, and no limit unless there is a reason. */
export function buildBody(form: RequestForm, asked: ModelQuestion): Record<string, unknown> {
  const { model, messages, limit } = asked;
  const [limitKey] = form.limitKeys;
  const effort = form.thinks ? asked.reasoningEffort : "none";
  return {
    model,
    messages: form.takesSystem ? messages : withoutSystem(messages),
    ...responseFormat(form.formats[0]!, asked),
    ...(limit !== undefined && limitKey && { [limitKey]: limit }),
    ...(effort && form.takesEffort && { reasoning_effort: effort }),
    ...(!form.thinks && form.takesTemplate && { chat_template_kwargs: { enable_thinking: false } }),
  };
}

/** The system's words before the first of the user's. */
function withoutSystem(messages: Message[]): Message[] {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== "system");
  return others.map((message, at) =>
    at === 0 ? { ...message, content: [...system, message.content].join("\n\n") } : message,
  );
}

function responseFormat(format: Format, { schemaName, schema }: ModelQuestion): object {
  if (format === "text") return {}; // what is not sent cannot be refused
  if (format === "json_object") return { response_format: { type: format } };
  const json_schema = { name: schemaName, strict: true, schema };
  return { response_format: { type: format, json_schema } };
}
