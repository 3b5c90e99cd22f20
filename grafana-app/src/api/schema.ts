/** Generated from docs/reference/openapi.json by `npm run generate`. */
export interface paths {
  '/api/v1/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How Fathom is, module by module */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What needs attention now */
    get: operations['getOverview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The inventory as a file
     * @description CSV is UTF-8 with a byte order mark, and a text that a spreadsheet would run as a formula has an apostrophe before it. JSON is a list of whole assets or, with `columns`, of objects with these keys. An asset that changes its place in the order while the file is made can be missing or there twice; by id it cannot.
     */
    get: operations['exportAssets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets/facets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** By what the inventory can be narrowed, with counts */
    get: operations['getAssetFacets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The inventory */
    get: operations['listAssets'];
    put?: never;
    /** Add an asset, or say anew what is known of it */
    post: operations['reportAsset'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One asset */
    get: operations['getAsset'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to an asset */
    get: operations['listAssetEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets/{id}/recommendation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What to do about an asset, and its threat score */
    get: operations['getAssetRecommendation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What changed of an asset, newest first */
    get: operations['listAssetHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ingest/assets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tell of many assets
     * @description Taken as reports of scanners are. When one is not valid, none is taken, and `errors` has its index.
     */
    post: operations['ingestAssets'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What changed in the inventory, newest first
     * @description A page may be shorter than its limit, even empty, and still have a nextCursor: source and field look through a bounded number of changes for each page.
     */
    get: operations['listChanges'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets/{id}/relations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What an asset is related to, and what to it */
    get: operations['listAssetRelations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assets/{id}/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Measurements for charts, of the host that Fathom runs on
     * @description CPU, memory, load, file systems, disk and network traffic of the last 12 hours at most, since the start of Fathom. Prometheus keeps what is older, and what is measured elsewhere.
     */
    get: operations['getAssetMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/topology': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The graph of assets and their relations, with their health */
    get: operations['getTopology'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened */
    get: operations['listEvents'];
    put?: never;
    /**
     * Tell of one event
     * @description Answered once the event is on disk.
     */
    post: operations['addEvent'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ingest/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tell of many events
     * @description Answered once all valid events are on disk; the others are rejected one by one. With an Idempotency-Key, each event without a key of its own gets that key and its index.
     */
    post: operations['ingestEvents'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scores/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How the threat scores of some assets went
     * @description Written every 15 seconds where a score has changed, and kept for 7 days. Of more than 720 points, the highest of each stretch of time.
     */
    get: operations['getScoreHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scores': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Threat scores, the highest first
     * @description At most the 1000 highest scores are looked at.
     */
    get: operations['listScores'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scores/{entity}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The threat score of one asset, with its evidence */
    get: operations['getScore'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/recommendations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What to do, with the reasons */
    get: operations['listRecommendations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/recommendations/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How many there are, by severity and state */
    get: operations['countRecommendations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/recommendations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One recommendation: why, with figures and charts, what to do, and what was done */
    get: operations['getRecommendation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/recommendations/{id}/actions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Acknowledge, mark as done, dismiss or reopen a recommendation
     * @description Answered once the action is on disk. Done: it opens again when it is still found 15 minutes later. Dismissed: it stays so, also when it comes back, until it is reopened.
     */
    post: operations['actOnRecommendation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Incidents with their causes */
    get: operations['listIncidents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One incident: alerts, ranked causes with evidence, what to do */
    get: operations['getIncident'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/actions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Acknowledge, resolve, reopen or comment on an incident; confirm or reject a cause
     * @description Answered once the action is on disk. What is resolved this way stays so until another alert begins. A confirmed cause is ranked first and a rejected one last, also after further analysis.
     */
    post: operations['actOnIncident'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/alertmanager': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Alertmanager's webhook
     * @description Opens, updates or resolves incidents. Set it as `webhook_configs.url`.
     */
    post: operations['receiveAlerts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/incidents/{id}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Alerts, events, changes, actions and scores around an incident */
    get: operations['getIncidentTimeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Health: {
      /** @enum {string} */
      status: 'ok' | 'degraded' | 'starting';
      version: string;
      host: string;
      /** Format: date-time */
      startedAt: string;
      uptimeSeconds: number;
      dataDir: string;
      /** @description What makes it degraded. */
      problems: string[];
      modules: components['schemas']['ModuleHealth'][];
      events: {
        stored: number;
        /** @description Deliveries whose idempotency key was known. */
        duplicates: number;
        /** @description Deliveries counted in an earlier event of the same fingerprint. */
        collapsed: number;
        /** @description Records of the log that were torn or corrupt. */
        lost: number;
        rejected: number;
        logBytes: number;
        queued: number;
      };
      store: {
        /** @enum {string} */
        status: 'ok' | 'failing';
        /** @description What is wrong, and what to do about it. */
        problem: string | null;
      };
      assets: {
        /** @enum {string} */
        kind:
          | 'host'
          | 'service'
          | 'process'
          | 'container'
          | 'pod'
          | 'vm'
          | 'cloud-instance'
          | 'bmc'
          | 'network-device'
          | 'storage'
          | 'other';
        /** @enum {string} */
        status: 'active' | 'stale' | 'gone';
        count: number;
      }[];
    };
    ModuleHealth: {
      /** @enum {string} */
      kind: 'collector' | 'probe' | 'scanner' | 'watcher' | 'receiver' | 'rule' | 'advisor';
      id: string;
      /**
       * @description `pending`: has not run yet; `partial`: part of its reading is missing; `unsupported`: this machine does not have what it measures, which is no failure; `off`: not enabled.
       * @enum {string}
       */
      status: 'ok' | 'partial' | 'failing' | 'unsupported' | 'pending' | 'off';
      /** Format: date-time */
      lastRun: string | null;
      /** @description Code and message of the last failure, until the next success. */
      lastError: string | null;
    };
    /** @description An error as RFC 9457 has it. */
    Problem: {
      /** @description `about:blank`: the status says it all. */
      type: string;
      title: string;
      status: number;
      detail: string;
      /** @description Path of the request. */
      instance: string;
      errors?: {
        /** @description Where in the request, such as `body.labels.env`. */
        path: string;
        message: string;
      }[];
    };
    Overview: {
      /** @enum {string} */
      status: 'ok' | 'degraded' | 'starting';
      /** @description What makes it degraded. */
      problems: string[];
      incidents: {
        /** @description Those that somebody has acknowledged included. */
        open: number;
        /** @description Of the open ones. */
        acknowledged: number;
        /** @description Open ones, the gravest first and the latest among them; at most 5. */
        items: {
          id: string;
          title: string;
          asset: string;
          /** @enum {string} */
          severity: 'low' | 'medium' | 'high' | 'critical';
          startedAt: string;
          acknowledged: boolean;
          /** @description Title of the likeliest cause. */
          firstCause: string | null;
        }[];
      };
      threats: {
        /** @description Scores above BENIGN. */
        total: number;
        /** @description The highest, at most 5. */
        items: {
          /** @description The asset the score is about. */
          entity: string;
          score: number;
          /** @enum {string} */
          level: 'BENIGN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
          /** @description Of the asset; null when nothing has reported it. */
          name: string | null;
        }[];
      };
      recommendations: {
        counts: {
          /** @enum {string} */
          severity: 'low' | 'medium' | 'high' | 'critical';
          /** @enum {string} */
          state: 'open' | 'acknowledged' | 'done' | 'dismissed' | 'resolved';
          count: number;
        }[];
        /** @description Open ones, the most severe first; at most 5. */
        items: components['schemas']['Recommendation'][];
      };
      assets: {
        counts: {
          /** @enum {string} */
          kind:
            | 'host'
            | 'service'
            | 'process'
            | 'container'
            | 'pod'
            | 'vm'
            | 'cloud-instance'
            | 'bmc'
            | 'network-device'
            | 'storage'
            | 'other';
          /** @enum {string} */
          status: 'active' | 'stale' | 'gone';
          count: number;
        }[];
      };
      changes: {
        /**
         * Format: date-time
         * @description A day ago.
         */
        since: string;
        total: number;
        /** @description The most frequent first, at most 20. */
        byField: {
          field: string;
          count: number;
        }[];
        /** @description The newest, at most 10. */
        items: components['schemas']['InventoryChange'][];
      };
      modules: {
        failing: components['schemas']['ModuleHealth'][];
        /** @description Those that run, in part at least, or are about to. */
        ok: number;
        /** @description Those that find nothing to measure on this machine. */
        unsupported: number;
        /** @description Those that the configuration leaves out. */
        off: number;
      };
    };
    Recommendation: {
      subject: string;
      /** @enum {string} */
      severity: 'low' | 'medium' | 'high' | 'critical';
      confidence: number;
      title: string;
      /** @description Why, with the figures of `evidence`. */
      explanation: string;
      evidence: components['schemas']['Fact'][];
      /** @description What to do, in order. */
      steps: string[];
      runbook?: string;
      charts: components['schemas']['Chart'][];
      id: string;
      asset: string;
      advisor: string;
      /** @enum {string} */
      state: 'open' | 'acknowledged' | 'done' | 'dismissed' | 'resolved';
      firstSeen: string;
      lastSeen: string;
      /** @description What was done with it, oldest first. */
      feedback: components['schemas']['Feedback'][];
    };
    Fact: {
      name: string;
      value: number | string;
      unit?: string;
      time?: string;
      /** @description A metric name, an event id or a file. */
      source: string;
    };
    Chart: {
      title: string;
      /** @description Of all values, as Grafana names units: `bytes`, `percent`. */
      unit: string;
      series: {
        name: string;
        /**
         * @description `lower` and `upper` bound the forecast.
         * @enum {string}
         */
        role: 'observed' | 'forecast' | 'lower' | 'upper';
        /** @description Oldest first. */
        points: [number, number][];
      }[];
      thresholds: {
        value: number;
        label: string;
      }[];
    };
    Feedback: {
      time: string;
      /** @description The user, `api` when nobody is named, `fathom` for what Fathom did by itself. */
      actor: string;
      /** @enum {string} */
      action: 'acknowledge' | 'done' | 'dismiss' | 'reopen';
      reason: string | null;
    };
    InventoryChange: {
      asset: string;
      /** Format: date-time */
      time: string;
      /** @description `created`, `status`, `name`, `kind`, `labels.x`, `attributes.x` or `relations`. */
      field: string;
      before: Record<string, unknown> | unknown[] | string | number | boolean | null;
      after: Record<string, unknown> | unknown[] | string | number | boolean | null;
      source: string;
      /** @description Null when the asset is forgotten, as is the kind. */
      assetName: string | null;
      /** @enum {string|null} */
      assetKind:
        | 'host'
        | 'service'
        | 'process'
        | 'container'
        | 'pod'
        | 'vm'
        | 'cloud-instance'
        | 'bmc'
        | 'network-device'
        | 'storage'
        | 'other'
        | null;
    };
    Asset: {
      id: string;
      /** @enum {string} */
      kind:
        | 'host'
        | 'service'
        | 'process'
        | 'container'
        | 'pod'
        | 'vm'
        | 'cloud-instance'
        | 'bmc'
        | 'network-device'
        | 'storage'
        | 'other';
      name: string;
      /**
       * @description Short names to select by, at most 256.
       * @default {}
       */
      labels: {
        [key: string]: string;
      };
      /** @description Free-form facts, at most 64 KiB as JSON. */
      attributes?: Record<string, unknown>;
      /** @default [] */
      relations: components['schemas']['Relation'][];
      /** @default default */
      tenant: string;
      /** @description Which scanner or client reported it. */
      source: string;
      /** @enum {string} */
      status: 'active' | 'stale' | 'gone';
      /** Format: date-time */
      firstSeen: string;
      /** Format: date-time */
      lastSeen: string;
    };
    Relation: {
      /** @enum {string} */
      type: 'runs-on' | 'part-of' | 'managed-by' | 'connects-to' | 'depends-on';
      target: string;
    };
    /** @description How many assets each further choice would leave; each facet ignores its own selection. */
    AssetFacets: {
      /** @description Assets that pass all filters. */
      total: number;
      kinds: components['schemas']['FacetValue'][];
      statuses: components['schemas']['FacetValue'][];
      /** @description At most 50 beside the selected ones. */
      tenants: components['schemas']['FacetValue'][];
      /** @description At most 50 beside the selected ones. */
      sources: components['schemas']['FacetValue'][];
      /** @description At most 30 beside the selected ones. */
      labels: components['schemas']['LabelFacet'][];
    };
    FacetValue: {
      value: string;
      count: number;
    };
    LabelFacet: {
      name: string;
      /** @description How many values there are. */
      distinct: number;
      /** @description The most frequent ones, at most 20 beside the selected one. */
      values: components['schemas']['FacetValue'][];
    };
    Event: {
      id: string;
      tenant: string;
      asset: string;
      /** @description RFC 3339 with nanoseconds. */
      time: string;
      /** @description Time of the last duplicate that was collapsed into this event. */
      lastTime: string;
      source: string;
      kind: string;
      /** @enum {string} */
      severity: 'debug' | 'info' | 'warning' | 'error' | 'critical';
      message: string;
      /** @description Free-form facts, at most 64 KiB as JSON. */
      attributes: Record<string, unknown>;
      fingerprint: string;
      count: number;
    };
    Evidence: {
      rule: string;
      /** @enum {string} */
      severity: 'low' | 'medium' | 'high' | 'critical';
      weight: number;
      /** @description How well the rule matched, before decay. */
      strength: number;
      /** @description 0.5^(age/half-life) when the score was taken. */
      decay: number;
      /** @description When the last of its events happened. */
      time: string;
      /** @description Matches with one key are one piece of evidence. */
      key: string;
      /** @description Ids of the events that matched. */
      events: string[];
      explanation: string;
    };
    AssetChange: {
      asset: string;
      /** Format: date-time */
      time: string;
      /** @description `created`, `status`, `name`, `kind`, `labels.x`, `attributes.x` or `relations`. */
      field: string;
      before: Record<string, unknown> | unknown[] | string | number | boolean | null;
      after: Record<string, unknown> | unknown[] | string | number | boolean | null;
      source: string;
    };
    AssetInput: {
      id: string;
      /** @enum {string} */
      kind:
        | 'host'
        | 'service'
        | 'process'
        | 'container'
        | 'pod'
        | 'vm'
        | 'cloud-instance'
        | 'bmc'
        | 'network-device'
        | 'storage'
        | 'other';
      name: string;
      /**
       * @description Short names to select by, at most 256.
       * @default {}
       */
      labels: {
        [key: string]: string;
      };
      /** @description Free-form facts, at most 64 KiB as JSON. */
      attributes?: Record<string, unknown>;
      /** @default [] */
      relations: components['schemas']['Relation'][];
      /** @default default */
      tenant: string;
    };
    AssetRelation: {
      /** @enum {string} */
      direction: 'in' | 'out';
      /** @enum {string} */
      type: 'runs-on' | 'part-of' | 'managed-by' | 'connects-to' | 'depends-on';
      /** @description Of the related asset. */
      id: string;
      /** @description Null when nothing has reported it. */
      asset: {
        id: string;
        name: string;
        /** @enum {string} */
        kind:
          | 'host'
          | 'service'
          | 'process'
          | 'container'
          | 'pod'
          | 'vm'
          | 'cloud-instance'
          | 'bmc'
          | 'network-device'
          | 'storage'
          | 'other';
        /** @enum {string} */
        status: 'active' | 'stale' | 'gone';
      } | null;
      /** @description Its threat score, where it is among the highest. */
      score: number | null;
      /** @description With `attributes=true`, of an asset that is known. */
      attributes?: Record<string, unknown>;
    };
    MetricSeries: {
      /**
       * @description Series of one name belong into one chart.
       * @enum {string}
       */
      name: 'cpu_busy' | 'memory_used' | 'load' | 'filesystem_used' | 'disk_bytes' | 'network_bytes';
      title: string;
      /**
       * @description As Grafana names units.
       * @enum {string}
       */
      unit: 'percent' | 'short' | 'Bps';
      /** @description What tells apart the series of one name. */
      labels: {
        [key: string]: string;
      };
      /** @description Oldest first, one a minute. */
      points: [number, number][];
    };
    TopologyNode: {
      id: string;
      name: string;
      /** @enum {string} */
      kind:
        | 'host'
        | 'service'
        | 'process'
        | 'container'
        | 'pod'
        | 'vm'
        | 'cloud-instance'
        | 'bmc'
        | 'network-device'
        | 'storage'
        | 'other';
      /** @enum {string} */
      status: 'active' | 'stale' | 'gone';
      /** @default default */
      tenant: string;
      /**
       * @description `critical`: an open incident of severity high or critical, or a score above 80. `warning`: an open incident, a score above 40 or an open recommendation of severity high or critical. Else the status.
       * @enum {string}
       */
      health: 'critical' | 'warning' | 'ok' | 'stale' | 'gone';
      /** @description The threat score, where it is among the highest. */
      score: number | null;
      /** @enum {string} */
      level: 'BENIGN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
      /** @description The gravest of the open ones. */
      incident: {
        id: string;
        /** @enum {string} */
        severity: 'low' | 'medium' | 'high' | 'critical';
        title: string;
      } | null;
      /** @description Relations either way, also to assets that are not shown. */
      degree: number;
      /** @description Relations away from the focus; null without one. */
      distance: number | null;
    };
    TopologyEdge: {
      source: string;
      target: string;
      /** @enum {string} */
      type: 'runs-on' | 'part-of' | 'managed-by' | 'connects-to' | 'depends-on';
    };
    /**
     * @example {
     *       "asset": "srv-01",
     *       "time": "2026-02-19T14:00:00Z",
     *       "kind": "host.memory_spike",
     *       "severity": "warning",
     *       "message": "memory in use rose from 40 % to 93 %",
     *       "attributes": {
     *         "percent": 93
     *       }
     *     }
     */
    EventInput: {
      asset?: string;
      /** @description Another name of `asset`. */
      asset_id?: string;
      /**
       * Format: date-time
       * @description When it happened; now, when left out.
       */
      time?: string;
      /**
       * Format: date-time
       * @description Another name of `time`.
       */
      timestamp?: string;
      /** @description What happened; `metric.<metric>` for a measurement, else `event`. */
      kind?: string;
      /** @default api */
      source: string;
      /**
       * @default info
       * @enum {string}
       */
      severity: 'debug' | 'info' | 'warning' | 'error' | 'critical';
      /** @default  */
      message: string;
      /** @description Name of what was measured; with `value` it becomes attributes. */
      metric?: string;
      value?: number;
      /** @description Free-form facts, at most 64 KiB as JSON. */
      attributes?: Record<string, unknown>;
      tenant?: string;
      /** @description Delivering a key twice stores the event once. */
      idempotencyKey?: string;
      /** @description Events alike but for their time share it. */
      fingerprint?: string;
    };
    NamedScore: {
      /** @description The asset the score is about. */
      entity: string;
      score: number;
      confidence: number;
      /** @enum {string} */
      level: 'BENIGN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
      /** @description Sources whose events contributed. */
      contributors: string[];
      evidence: components['schemas']['Evidence'][];
      /** @description Ids of all events in the evidence. */
      correlatedEvents: string[];
      /** @description Id of the event that weighs most. */
      primaryEvent: string | null;
      time: string;
      /** @description Name of the asset; null when the inventory does not have it. */
      name: string | null;
    };
    ThreatScore: {
      /** @description The asset the score is about. */
      entity: string;
      score: number;
      confidence: number;
      /** @enum {string} */
      level: 'BENIGN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
      /** @description Sources whose events contributed. */
      contributors: string[];
      evidence: components['schemas']['Evidence'][];
      /** @description Ids of all events in the evidence. */
      correlatedEvents: string[];
      /** @description Id of the event that weighs most. */
      primaryEvent: string | null;
      time: string;
    };
    Incident: {
      id: string;
      tenant: string;
      title: string;
      asset: string;
      /** @enum {string} */
      severity: 'low' | 'medium' | 'high' | 'critical';
      /** @enum {string} */
      status: 'open' | 'resolved';
      startedAt: string;
      updatedAt: string;
      resolvedAt: string | null;
      /** @description Who looks after it, since when. */
      acknowledged: {
        actor: string;
        time: string;
      } | null;
      /** @description What people did, oldest first. */
      activity: components['schemas']['Activity'][];
      alerts: components['schemas']['IncidentAlert'][];
      causes: components['schemas']['Cause'][];
      /** @description The threat score of the asset when the incident was last analysed. */
      score: {
        /** @description The asset the score is about. */
        entity: string;
        score: number;
        confidence: number;
        /** @enum {string} */
        level: 'BENIGN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
        /** @description Sources whose events contributed. */
        contributors: string[];
        evidence: components['schemas']['Evidence'][];
        /** @description Ids of all events in the evidence. */
        correlatedEvents: string[];
        /** @description Id of the event that weighs most. */
        primaryEvent: string | null;
        time: string;
      } | null;
      /** @description Measurements of the asset around the incident. */
      metrics: components['schemas']['Fact'][];
      /** @description Events of the asset around the incident, newest last. */
      events: components['schemas']['Event'][];
      recommendations: components['schemas']['Recommendation'][];
    };
    Activity: {
      time: string;
      actor: string;
      /** @enum {string} */
      action: 'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen' | 'comment' | 'confirm-cause' | 'reject-cause';
      note: string | null;
      /** @description Title of the cause that was confirmed or rejected. */
      cause: string | null;
    };
    IncidentAlert: {
      fingerprint: string;
      name: string;
      /** @enum {string} */
      status: 'firing' | 'resolved';
      labels: {
        [key: string]: string;
      };
      annotations: {
        [key: string]: string;
      };
      startsAt: string;
      endsAt: string | null;
      generatorUrl: string;
      /** @description Address of the Alertmanager that sent it, http or https. */
      alertmanagerUrl: string | null;
    };
    Cause: {
      rank: number;
      title: string;
      asset: string;
      confidence: number;
      explanation: string;
      evidence: components['schemas']['Fact'][];
      chain: components['schemas']['ChainLink'][];
      /**
       * @description What people say of it: a confirmed cause is ranked first, a rejected one last.
       * @enum {string|null}
       */
      verdict: 'confirmed' | 'rejected' | null;
    };
    ChainLink: {
      what: string;
      asset: string;
      time: string;
      /** @enum {string} */
      kind: 'change' | 'event' | 'score' | 'alert' | 'state';
      /** @description Id of the event, when the link is one. */
      event?: string;
    };
    TimelineItem: {
      time: string;
      /** @enum {string} */
      kind: 'alert' | 'event' | 'change' | 'action';
      /** @enum {string} */
      severity: 'debug' | 'info' | 'warning' | 'error' | 'critical';
      title: string;
      detail: string | null;
      asset: string;
      /** @description Fingerprint of the alert, id of the event, field of the change, title of the cause. */
      ref: string | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Also when degraded: `status` says so. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getOverview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description In one answer, of one moment. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Overview'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportAssets: {
    parameters: {
      query?: {
        sort?: 'id' | 'name' | 'kind' | 'status' | 'tenant' | 'source' | 'firstSeen' | 'lastSeen';
        order?: 'asc' | 'desc';
        /** @description One, or up to 50 separated by commas: host, service, process, container, pod, vm, cloud-instance, bmc, network-device, storage, other. */
        kind?: string;
        /** @description One, or up to 50 separated by commas: active, stale, gone. */
        status?: string;
        /** @description One, or up to 50 separated by commas. */
        tenant?: string;
        /** @description Which scanner or client reported it. One, or up to 50 separated by commas. */
        source?: string;
        /** @description Part of the id or name, in any case. */
        search?: string;
        /** @description `env=prod,team=db`, up to 20: all of them must be there. */
        labels?: string;
        format?: 'csv' | 'json';
        /** @description Of id, name, kind, status, tenant, source, firstSeen, lastSeen, labels.<name>, attributes.<name>; separated by commas. */
        columns?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A file; a connection that ends early means that it is not whole. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
          'application/json': (
            | components['schemas']['Asset']
            | {
                [key: string]: unknown;
              }
          )[];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAssetFacets: {
    parameters: {
      query?: {
        /** @description One, or up to 50 separated by commas: host, service, process, container, pod, vm, cloud-instance, bmc, network-device, storage, other. */
        kind?: string;
        /** @description One, or up to 50 separated by commas: active, stale, gone. */
        status?: string;
        /** @description One, or up to 50 separated by commas. */
        tenant?: string;
        /** @description Which scanner or client reported it. One, or up to 50 separated by commas. */
        source?: string;
        /** @description Part of the id or name, in any case. */
        search?: string;
        /** @description `env=prod,team=db`, up to 20: all of them must be there. */
        labels?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Counts by kind, status, tenant, source and label. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AssetFacets'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAssets: {
    parameters: {
      query?: {
        sort?: 'id' | 'name' | 'kind' | 'status' | 'tenant' | 'source' | 'firstSeen' | 'lastSeen';
        order?: 'asc' | 'desc';
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
        /** @description One, or up to 50 separated by commas: host, service, process, container, pod, vm, cloud-instance, bmc, network-device, storage, other. */
        kind?: string;
        /** @description One, or up to 50 separated by commas: active, stale, gone. */
        status?: string;
        /** @description One, or up to 50 separated by commas. */
        tenant?: string;
        /** @description Which scanner or client reported it. One, or up to 50 separated by commas. */
        source?: string;
        /** @description Part of the id or name, in any case. */
        search?: string;
        /** @description `env=prod,team=db`, up to 20: all of them must be there. */
        labels?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of assets. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Asset'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reportAsset: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id: string;
          /** @enum {string} */
          kind:
            | 'host'
            | 'service'
            | 'process'
            | 'container'
            | 'pod'
            | 'vm'
            | 'cloud-instance'
            | 'bmc'
            | 'network-device'
            | 'storage'
            | 'other';
          name: string;
          /**
           * @description Short names to select by, at most 256.
           * @default {}
           */
          labels?: {
            [key: string]: string;
          };
          /** @description Free-form facts, at most 64 KiB as JSON. */
          attributes?: Record<string, unknown>;
          /** @default [] */
          relations?: components['schemas']['Relation'][];
          /** @default default */
          tenant?: string;
        };
      };
    };
    responses: {
      /** @description It was known. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Asset'];
        };
      };
      /** @description It is new. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Asset'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is not JSON. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The queue is full: nothing was stored, try again. */
      503: {
        headers: {
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAsset: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The asset. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Asset'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAssetEvents: {
    parameters: {
      query?: {
        sort?: 'time';
        order?: 'asc' | 'desc';
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
        tenant?: string;
        /** @description Such as `process.started`. */
        kind?: string;
        source?: string;
        severity?: 'debug' | 'info' | 'warning' | 'error' | 'critical';
        /** @description Part of the message, in any case. */
        search?: string;
        /** @description RFC 3339, inclusive. */
        from?: string;
        /** @description RFC 3339, exclusive. */
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Event'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAssetRecommendation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description With nulls when there is nothing to say. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            asset: string;
            /** @description Null when nothing is known against it. */
            score: {
              /** @description The asset the score is about. */
              entity: string;
              score: number;
              confidence: number;
              /** @enum {string} */
              level: 'BENIGN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
              /** @description Sources whose events contributed. */
              contributors: string[];
              evidence: components['schemas']['Evidence'][];
              /** @description Ids of all events in the evidence. */
              correlatedEvents: string[];
              /** @description Id of the event that weighs most. */
              primaryEvent: string | null;
              time: string;
            } | null;
            /** @description The most severe of the open ones. */
            recommendation: {
              subject: string;
              /** @enum {string} */
              severity: 'low' | 'medium' | 'high' | 'critical';
              confidence: number;
              title: string;
              /** @description Why, with the figures of `evidence`. */
              explanation: string;
              evidence: components['schemas']['Fact'][];
              /** @description What to do, in order. */
              steps: string[];
              runbook?: string;
              charts: components['schemas']['Chart'][];
              id: string;
              asset: string;
              advisor: string;
              /** @enum {string} */
              state: 'open' | 'acknowledged' | 'done' | 'dismissed' | 'resolved';
              firstSeen: string;
              lastSeen: string;
              /** @description What was done with it, oldest first. */
              feedback: components['schemas']['Feedback'][];
            } | null;
            /** @description All open and acknowledged ones, the most severe first. */
            recommendations: components['schemas']['Recommendation'][];
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAssetHistory: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of changes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['AssetChange'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ingestAssets: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          assets: components['schemas']['AssetInput'][];
          /**
           * @description Who reports them.
           * @default api
           */
          source?: string;
        };
      };
    };
    responses: {
      /** @description All of them are in the inventory. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            accepted: number;
            /** @description How many of them are new or differ from what was known. */
            changed: number;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is not JSON. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The queue is full: nothing was stored, try again. */
      503: {
        headers: {
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listChanges: {
    parameters: {
      query?: {
        sort?: 'time';
        order?: 'asc' | 'desc';
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
        asset?: string;
        /** @description Which scanner or client reported it. */
        source?: string;
        /** @description Such as `status` or `labels.env`; `labels` or `attributes` for any of them. */
        field?: string;
        /** @description RFC 3339, inclusive. */
        from?: string;
        /** @description RFC 3339, exclusive. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of changes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['InventoryChange'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAssetRelations: {
    parameters: {
      query?: {
        sort?: 'id' | 'name' | 'kind' | 'status';
        order?: 'asc' | 'desc';
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
        /** @description One, or up to 50 separated by commas: runs-on, part-of, managed-by, connects-to, depends-on. */
        type?: string;
        /** @description Of the related asset. One, or up to 50 separated by commas: host, service, process, container, pod, vm, cloud-instance, bmc, network-device, storage, other. */
        kind?: string;
        /** @description `out`: what this asset says of itself; `in`: what others say of it. Default: both. */
        direction?: 'in' | 'out';
        /** @description Also the attributes of the related assets. */
        attributes?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of relations. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['AssetRelation'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAssetMetrics: {
    parameters: {
      query?: {
        /** @description RFC 3339, inclusive. Default: as far back as there is something. */
        from?: string;
        /** @description RFC 3339, inclusive. Default: now. */
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description With a note when there is nothing to show. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            series: components['schemas']['MetricSeries'][];
            /** @description Why there are none. */
            note: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getTopology: {
    parameters: {
      query?: {
        /** @description One, or up to 50 separated by commas: host, service, process, container, pod, vm, cloud-instance, bmc, network-device, storage, other. */
        kind?: string;
        /** @description One, or up to 50 separated by commas: active, stale, gone. */
        status?: string;
        /** @description One, or up to 50 separated by commas. */
        tenant?: string;
        /** @description Which scanner or client reported it. One, or up to 50 separated by commas. */
        source?: string;
        /** @description Part of the id or name, in any case. */
        search?: string;
        /** @description `env=prod,team=db`, up to 20: all of them must be there. */
        labels?: string;
        /** @description Only this asset and those around it. */
        focus?: string;
        /** @description How many relations away from the focus. */
        depth?: number;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The graph, or the part of it that matters most. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description What needs attention first, then what others stand on; around a focus, the nearest first. */
            nodes: components['schemas']['TopologyNode'][];
            /** @description Between the nodes. */
            edges: components['schemas']['TopologyEdge'][];
            /** @description How many assets there are to show. */
            total: number;
            /** @description Whether some of them, or of the edges, are left out. */
            truncated: boolean;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listEvents: {
    parameters: {
      query?: {
        sort?: 'time';
        order?: 'asc' | 'desc';
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
        asset?: string;
        tenant?: string;
        /** @description Such as `process.started`. */
        kind?: string;
        source?: string;
        severity?: 'debug' | 'info' | 'warning' | 'error' | 'critical';
        /** @description Part of the message, in any case. */
        search?: string;
        /** @description RFC 3339, inclusive. */
        from?: string;
        /** @description RFC 3339, exclusive. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Event'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  addEvent: {
    parameters: {
      query?: never;
      header?: {
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          asset?: string;
          /** @description Another name of `asset`. */
          asset_id?: string;
          /**
           * Format: date-time
           * @description When it happened; now, when left out.
           */
          time?: string;
          /**
           * Format: date-time
           * @description Another name of `time`.
           */
          timestamp?: string;
          /** @description What happened; `metric.<metric>` for a measurement, else `event`. */
          kind?: string;
          /** @default api */
          source?: string;
          /**
           * @default info
           * @enum {string}
           */
          severity?: 'debug' | 'info' | 'warning' | 'error' | 'critical';
          /** @default  */
          message?: string;
          /** @description Name of what was measured; with `value` it becomes attributes. */
          metric?: string;
          value?: number;
          /** @description Free-form facts, at most 64 KiB as JSON. */
          attributes?: Record<string, unknown>;
          tenant?: string;
          /** @description Delivering a key twice stores the event once. */
          idempotencyKey?: string;
          /** @description Events alike but for their time share it. */
          fingerprint?: string;
        };
      };
    };
    responses: {
      /** @description The idempotency key was known: acknowledged, and not stored again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            /** @enum {string} */
            status: 'stored' | 'duplicate';
          };
        };
      };
      /** @description Stored. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            /** @enum {string} */
            status: 'stored' | 'duplicate';
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is not JSON. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The queue is full: nothing was stored, try again. */
      503: {
        headers: {
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ingestEvents: {
    parameters: {
      query?: never;
      header?: {
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          events: components['schemas']['EventInput'][];
        };
      };
    };
    responses: {
      /** @description What became of each event. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            stored: number;
            duplicates: number;
            rejected: number;
            /** @description One for each event, in the order of the batch. */
            results: {
              /** @description Place in the batch, from 0. */
              index: number;
              /** @enum {string} */
              status: 'stored' | 'duplicate' | 'rejected';
              id?: string;
              /** @description Why it was rejected. */
              error?: string;
            }[];
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is not JSON. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The queue is full: nothing was stored, try again. */
      503: {
        headers: {
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getScoreHistory: {
    parameters: {
      query: {
        /** @description Ids of assets, up to 20, separated by commas. */
        entities: string;
        /** @description RFC 3339; a day before `to` when left out. */
        from?: string;
        /** @description RFC 3339; now when left out. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One line for each asset; without points where nothing was written. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              entity: string;
              /** @description Oldest first; a score holds until the next. */
              points: [number, number][];
            }[];
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listScores: {
    parameters: {
      query?: {
        sort?: 'score' | 'entity' | 'time';
        order?: 'asc' | 'desc';
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
        /** @description One, or up to 50 separated by commas: BENIGN, LOW, MEDIUM, HIGH, CRITICAL. */
        level?: string;
        /** @description Part of the id of the asset, in any case. */
        search?: string;
        minScore?: number | null;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of scores. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['NamedScore'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getScore: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        entity: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The score. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ThreatScore'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRecommendations: {
    parameters: {
      query?: {
        sort?: 'severity' | 'firstSeen' | 'lastSeen';
        order?: 'asc' | 'desc';
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
        asset?: string;
        /** @description One, or up to 50 separated by commas. */
        advisor?: string;
        /** @description One, or up to 50 separated by commas: open, acknowledged, done, dismissed, resolved. */
        state?: string;
        /** @description One, or up to 50 separated by commas: low, medium, high, critical. */
        severity?: string;
        /** @description Part of the title, asset or subject, in any case. */
        search?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of recommendations. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Recommendation'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  countRecommendations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Those that are zero are left out. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            counts: {
              /** @enum {string} */
              severity: 'low' | 'medium' | 'high' | 'critical';
              /** @enum {string} */
              state: 'open' | 'acknowledged' | 'done' | 'dismissed' | 'resolved';
              count: number;
            }[];
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRecommendation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The recommendation. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Recommendation'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  actOnRecommendation: {
    parameters: {
      query?: never;
      header?: {
        /** @description JSON with the `login` of the user, from the plugin proxy. */
        'X-Grafana-Context'?: string;
        /** @description The login, where the other is missing; without both: `api`. */
        'X-Grafana-User'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          action: 'acknowledge' | 'done' | 'dismiss' | 'reopen';
          /** @description Why; required to dismiss. */
          reason?: string;
        };
      };
    };
    responses: {
      /** @description The recommendation as it is then. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Recommendation'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It is not in a state in which this makes sense. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is not JSON. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The queue is full: nothing was stored, try again. */
      503: {
        headers: {
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listIncidents: {
    parameters: {
      query?: {
        sort?: 'startedAt' | 'updatedAt';
        order?: 'asc' | 'desc';
        limit?: number;
        /** @description `nextCursor` of the page before, of the same query. */
        cursor?: string;
        /** @description One, or up to 50 separated by commas: open, resolved. */
        status?: string;
        asset?: string;
        /** @description One, or up to 50 separated by commas: low, medium, high, critical. */
        severity?: string;
        /** @description Part of the title or asset, in any case. */
        search?: string;
        /** @description RFC 3339: those that were not resolved before. */
        from?: string;
        /** @description RFC 3339: those that began before. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of incidents. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Incident'][];
            /** @description Continues the same query; null on the last page. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getIncident: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The incident. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Incident'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  actOnIncident: {
    parameters: {
      query?: never;
      header?: {
        /** @description JSON with the `login` of the user, from the plugin proxy. */
        'X-Grafana-Context'?: string;
        /** @description The login, where the other is missing; without both: `api`. */
        'X-Grafana-User'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          action: 'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen' | 'comment' | 'confirm-cause' | 'reject-cause';
          /** @description Required to comment. */
          note?: string;
          /** @description Title of the cause to confirm or reject. */
          cause?: string;
        };
      };
    };
    responses: {
      /** @description The incident as it is then. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Incident'];
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It is not in a state in which this makes sense. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is not JSON. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The queue is full: nothing was stored, try again. */
      503: {
        headers: {
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  receiveAlerts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          version: '4';
          alerts: unknown[];
        } & {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description The incidents concerned. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description Opened or updated. */
            incidents: {
              id: string;
              title: string;
              asset: string;
              /** @enum {string} */
              status: 'open' | 'resolved';
            }[];
            /** @description Alerts that could not be understood. */
            rejected: {
              /** @description Position in the delivery. */
              index: number;
              reason: string;
            }[];
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is not JSON. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The queue is full: nothing was stored, try again. */
      503: {
        headers: {
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getIncidentTimeline: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description From 15 minutes before it began until now, or until 5 minutes after its end. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            from: string;
            to: string;
            /** @description Oldest first. */
            items: components['schemas']['TimelineItem'][];
            /** @description Threat scores of the asset meanwhile. */
            scores: {
              entity: string;
              /** @description Oldest first; a score holds until the next. */
              points: [number, number][];
            }[];
          };
        };
      };
      /** @description The request is not valid; `errors` says where. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The bearer token is missing or wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
