package io.hitless.api.wiring;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whether this process may write its memory to a file when it runs out of it
/// (`HITLESS_AUTOMATIC_HEAP_DUMPS`). The memory holds the master key; so it may not, whatever the
/// command line says, unless this says so too.
@ConfigurationProperties("hitless")
record HeapDumps(@DefaultValue("false") boolean automaticHeapDumps) {
  private static final Logger LOG = LoggerFactory.getLogger(HeapDumps.class);
  private static final String[] OPTIONS = {"HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC"};

  HeapDumps {
    if (!automaticHeapDumps) {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      for (String option : OPTIONS) {
        if (Boolean.parseBoolean(machine.getVMOption(option).getValue())) {
          machine.setVMOption(option, "false");
          LOG.warn("switched {} off: a dump of the heap holds the master key", option);
        }
      }
    }
  }
}
