package io.hitless.db;

import io.hitless.access.ApiKeys;
import io.hitless.access.Idempotency;
import io.hitless.access.Rates;
import io.hitless.access.Transactions;
import io.hitless.approval.Approvals;
import io.hitless.approval.HostKeyProposals;
import io.hitless.approval.Lifted;
import io.hitless.audit.AuditTrail;
import io.hitless.audit.LogChain;
import io.hitless.audit.LogWatch;
import io.hitless.event.Events;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.inventory.MasterKeys;
import io.hitless.inventory.Vault;
import io.hitless.job.Census;
import io.hitless.job.CopySlots;
import io.hitless.job.Evidence;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Transcripts;
import io.hitless.job.UpgradeSlots;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import io.hitless.readiness.Waivers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Every port of the core, kept in one PostgreSQL whose schema is up to date ([Migrations]).
///
/// A call that a transaction of [#transactions] is open for joins it; so does one inside a Spring
/// transaction on the same data source. Closing ends the listening for events; the data source
/// stays the caller's.
///
/// While the database does not answer every port throws [io.hitless.access.StorageAway].
public final class Repositories implements AutoCloseable {
  private final DataSource database;
  private final InstantSource clock;
  private final JdbcTransactions transactions;
  private final EventBell bell;
  private final JdbcEvents events;
  private final Executions executions;
  private final JdbcDevices devices;
  private final JdbcVault vault;
  private final JdbcMasterKeys masterKeys;
  private final JdbcImages images;
  private final JdbcReadinessRuns readinessRuns;
  private final JdbcWaivers waivers;
  private final JdbcEvidence evidence;
  private final JdbcJobs jobs;
  private final JdbcCensus census;
  private final JdbcApprovals approvals;
  private final JdbcLifted lifted;
  private final JdbcHostKeyProposals hostKeyProposals;
  private final JdbcTranscripts transcripts;
  private final JdbcCopySlots copySlots;
  private final JdbcApiKeys apiKeys;
  private final JdbcIdempotency idempotency;
  private final JdbcRates rates;
  private final Watchdog watchdog;
  private final JdbcAudit audit;
  private final JdbcLogChain chain;
  private final JdbcLogWatch logWatch;
  private final LogMonths months;

  private Repositories(DataSource database, InstantSource clock, Seal seal, SecretSources sources) {
    this.database = database;
    this.clock = clock;
    JdbcClient sql = JdbcClient.create(database);
    Json json = new Json();
    this.transactions = new JdbcTransactions(new JdbcTransactionManager(database));
    this.bell = new EventBell(database);
    this.events = new JdbcEvents(sql, transactions, new EventRows(json), bell);
    this.executions = new Executions(sql, transactions, clock);
    this.devices = new JdbcDevices(sql, transactions, events, executions, json);
    this.audit = new JdbcAudit(sql, transactions, json);
    this.chain = new JdbcLogChain(sql, transactions);
    this.logWatch = new JdbcLogWatch(sql, clock);
    this.months = new LogMonths(sql, transactions, audit, chain, clock);
    this.vault = new JdbcVault(sql, transactions, clock, seal, sources, audit);
    this.masterKeys = new JdbcMasterKeys(sql, seal);
    this.images = new JdbcImages(sql, transactions);
    this.readinessRuns = new JdbcReadinessRuns(sql, transactions, executions, json);
    this.waivers = new JdbcWaivers(sql, transactions, events);
    this.evidence = new JdbcEvidence(sql);
    this.jobs = new JdbcJobs(sql, transactions, events, executions, json);
    this.census = new JdbcCensus(sql);
    this.hostKeyProposals = new JdbcHostKeyProposals(sql, transactions, events);
    this.lifted = new JdbcLifted(sql, transactions, events);
    this.approvals = new JdbcApprovals(sql, transactions, jobs.requests());
    this.transcripts = new JdbcTranscripts(sql, transactions);
    this.copySlots = new JdbcCopySlots(sql, transactions);
    this.apiKeys = new JdbcApiKeys(sql, transactions);
    this.idempotency = new JdbcIdempotency(sql, json);
    this.rates = new JdbcRates(database);
    this.watchdog = new Watchdog(sql, transactions, executions, events, clock);
  }

  /// @param clock the service's; leases are the database's
  /// @param seal what secrets are sealed with
  /// @param sources where secrets that are not sealed here are read from
  public static Repositories on(
      DataSource database, InstantSource clock, Seal seal, SecretSources sources) {
    return new Repositories(database, clock, seal, sources);
  }

  public Events events() {
    return Answering.port(Events.class, events);
  }

  public AuditTrail audit() {
    return audit;
  }

  public LogChain chain() {
    return chain;
  }

  public LogWatch logWatch() {
    return Answering.port(LogWatch.class, logWatch);
  }

  public Devices devices() {
    return Answering.port(Devices.class, devices);
  }

  public Vault vault() {
    return Answering.port(Vault.class, vault);
  }

  public MasterKeys masterKeys() {
    return masterKeys;
  }

  public Images images() {
    return Answering.port(Images.class, images);
  }

  public ReadinessRuns readinessRuns() {
    return Answering.port(ReadinessRuns.class, readinessRuns);
  }

  public Waivers waivers() {
    return Answering.port(Waivers.class, waivers);
  }

  public Evidence evidence() {
    return Answering.port(Evidence.class, evidence);
  }

  public Jobs jobs() {
    return Answering.port(Jobs.class, jobs);
  }

  public Census census() {
    return census;
  }

  public HostKeyProposals hostKeyProposals() {
    return Answering.port(HostKeyProposals.class, hostKeyProposals);
  }

  public Approvals approvals() {
    return Answering.port(Approvals.class, approvals);
  }

  public Lifted lifted() {
    return Answering.port(Lifted.class, lifted);
  }

  public Transcripts transcripts() {
    return Answering.port(Transcripts.class, transcripts);
  }

  public UpgradeSlots upgradeSlots() {
    return Answering.port(
        UpgradeSlots.class, new JdbcUpgradeSlots(JdbcClient.create(database), transactions));
  }

  public CopySlots copySlots() {
    return Answering.port(CopySlots.class, copySlots);
  }

  public ApiKeys apiKeys() {
    return Answering.port(ApiKeys.class, apiKeys);
  }

  public Idempotency idempotency() {
    return Answering.port(Idempotency.class, idempotency);
  }

  public Rates rates() {
    return rates;
  }

  public Transactions transactions() {
    return Answering.port(Transactions.class, transactions);
  }

  Watchdog watchdog() {
    return watchdog;
  }

  /// The scheduler that has turns and readiness runs done by whichever replica is free, not started
  /// yet.
  ///
  /// @param replica names this process among its siblings
  /// @param turn does one turn of a job and says when the next one is wanted, if any
  /// @param look does one readiness run
  public TurnScheduler turns(
      String replica,
      TurnScheduler.Settings settings,
      Function<JobId, Optional<Instant>> turn,
      Consumer<RunId> look) {
    return turns(replica, settings, Retention.STANDARD, turn, look, TurnScheduler.Witness.NOBODY);
  }

  /// @param retention how long what happened is kept
  public TurnScheduler turns(
      String replica,
      TurnScheduler.Settings settings,
      Retention retention,
      Function<JobId, Optional<Instant>> turn,
      Consumer<RunId> look) {
    return turns(replica, settings, retention, turn, look, TurnScheduler.Witness.NOBODY);
  }

  /// @param retention how long what happened is kept
  public TurnScheduler turns(
      String replica,
      TurnScheduler.Settings settings,
      Retention retention,
      Function<JobId, Optional<Instant>> turn,
      Consumer<RunId> look,
      TurnScheduler.Witness witness) {
    return new TurnScheduler(
        database,
        clock,
        replica,
        settings,
        executions,
        new Turns(executions, readinessRuns, clock, settings, turn, look, witness),
        new Upkeep(
            watchdog,
            idempotency,
            masterKeys,
            chain,
            new ChainWatch(chain, events),
            () -> tendMonths(retention),
            witness));
  }

  /// Makes the months of the log ahead and drops those that are older than they are kept: what the
  /// upkeep of [#turns] does each hour.
  void tendMonths(Retention retention) {
    months.tend(retention);
  }

  @Override
  public void close() {
    bell.close();
  }
}
