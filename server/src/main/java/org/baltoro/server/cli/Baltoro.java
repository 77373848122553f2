package org.baltoro.server.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.server.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code baltoro}: reads the command line, runs one command, gives its exit code. */
@Command(
    name = "baltoro",
    mixinStandardHelpOptions = true,
    versionProvider = Baltoro.OwnVersion.class,
    description = "A workflow server: activities, lines, server events, serial numbers.",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the server refused, a check found problems, or what was started is in error",
      "2:the command line is wrong",
      "3:no server answers at the address"
    },
    footer = {
      "",
      "Begin with 'baltoro demo', or 'baltoro new hello.yaml'.",
      "'baltoro help COMMAND' explains one command."
    })
public final class Baltoro implements Callable<Integer> {
  private static final Map<String, Class<?>> COMMANDS = commands();

  private final Terminal terminal;

  private Baltoro(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] arguments) {
    System.exit(run(Terminal.ofThisProcess(), arguments));
  }

  /** The version of the jar, as the server tells it. */
  static final class OwnVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"baltoro " + Version.current()};
    }
  }

  /** Runs one command. Returns its {@link ExitCode}. */
  static int run(Terminal terminal, String... arguments) {
    int code =
        withCommands(new CommandLine(new Baltoro(terminal)), arguments)
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
            .setUsageHelpWidth(Math.min(Math.max(terminal.columns(), 60), 100))
            .setParameterExceptionHandler(Baltoro::explainUsage)
            .setExecutionExceptionHandler(Baltoro::explainFailure)
            .execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  /** The commands by name, in the order in which help lists them. */
  static Map<String, Class<?>> commands() {
    var commands = new LinkedHashMap<String, Class<?>>();
    commands.put("demo", DemoCommand.class);
    commands.put("new", NewCommand.class);
    commands.put("check", CheckCommand.class);
    commands.put("schema", SchemaCommand.class);
    commands.put("serve", ServeCommand.class);
    commands.put("rehearse", RehearseCommand.class);
    commands.put("login", LoginCommand.class);
    commands.put("logout", LogoutCommand.class);
    commands.put("deploy", DeployCommand.class);
    commands.put("processes", ProcessesCommand.class);
    commands.put("start", StartCommand.class);
    commands.put("instances", InstancesCommand.class);
    commands.put("show", ShowCommand.class);
    commands.put("journal", JournalCommand.class);
    commands.put("audit", AuditCommand.class);
    commands.put("overview", OverviewCommand.class);
    commands.put("statistics", StatisticsCommand.class);
    commands.put("waiting", WaitingCommand.class);
    commands.put("finish", FinishCommand.class);
    commands.put("worklist", WorklistCommand.class);
    commands.put("open", OpenCommand.class);
    commands.put("act", ActCommand.class);
    commands.put("release", ReleaseCommand.class);
    commands.put("redirect", RedirectCommand.class);
    commands.put("delegate", DelegateCommand.class);
    commands.put("sleep", SleepCommand.class);
    commands.put("wake", WakeCommand.class);
    commands.put("comment", CommentCommand.class);
    commands.put("out-of-office", OutOfOfficeCommand.class);
    commands.put("form", FormCommand.class);
    commands.put("errors", ErrorsCommand.class);
    commands.put("why", WhyCommand.class);
    commands.put("retry", RetryCommand.class);
    commands.put("skip", SkipCommand.class);
    commands.put("stop", StopCommand.class);
    commands.put("resume", ResumeCommand.class);
    commands.put("interrupt", InterruptCommand.class);
    commands.put("goto", GotoCommand.class);
    commands.put("expire", ExpireCommand.class);
    commands.put("set", SetCommand.class);
    commands.put("timers", TimersCommand.class);
    commands.put("migrate", MigrateCommand.class);
    commands.put("delete", DeleteCommand.class);
    commands.put("users", UsersCommand.class);
    commands.put("tokens", TokensCommand.class);
    commands.put("roles", RolesCommand.class);
    commands.put("rights", RightsCommand.class);
    commands.put("retention", RetentionCommand.class);
    commands.put("backup", BackupCommand.class);
    commands.put("clock", ClockCommand.class);
    commands.put("help", CommandLine.HelpCommand.class);
    return commands;
  }

  /**
   * Where the first word names a command, that one is enough: reading the options of all of them
   * takes longer than most commands do.
   */
  private static CommandLine withCommands(CommandLine line, String... arguments) {
    var chosen = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (chosen != null && chosen != CommandLine.HelpCommand.class) {
      return line.addSubcommand(arguments[0], chosen);
    }
    COMMANDS.forEach(line::addSubcommand);
    return line;
  }

  Terminal terminal() {
    return terminal;
  }

  @Override
  public Integer call() {
    new CommandLine(this).usage(terminal.out());
    return ExitCode.USAGE;
  }

  private static int explainUsage(ParameterException mistake, String[] arguments) {
    var line = mistake.getCommandLine();
    var err = line.getErr();
    err.println("baltoro: " + Terminal.clean(sentence(String.valueOf(mistake.getMessage()))));
    UnmatchedArgumentException.printSuggestions(mistake, err);
    err.printf("See '%s --help'.%n", line.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  private static int explainFailure(Exception failure, CommandLine line, ParseResult arguments)
      throws Exception {
    var err = line.getErr();
    return switch (failure) {
      case UsageException mistake -> {
        tell(err, mistake);
        err.printf("See '%s --help'.%n", line.getCommandSpec().qualifiedName());
        yield ExitCode.USAGE;
      }
      case BaltoroException refusal -> explainRefusal(refusal, line);
      case UncheckedIOException unreadable -> {
        tell(err, unreadable);
        yield ExitCode.USAGE;
      }
      default -> throw failure;
    };
  }

  private static int explainRefusal(BaltoroException refusal, CommandLine line) {
    var err = line.getErr();
    if (ServerCommand.wantsJson(line)) {
      err.println(
          Json.text(
              Json.object(
                  "problem", refusal.problem().code(),
                  "message", refusal.getMessage(),
                  "details", refusal.details(),
                  "problems", refusal.definitionProblems().stream().map(Json::of).toList())));
    } else {
      tell(err, refusal); // of a definition: with all its problems
    }
    return refusal.problem() == Problem.SERVER_UNREACHABLE
        ? ExitCode.UNREACHABLE
        : ExitCode.REFUSED;
  }

  private static void tell(PrintWriter err, Exception failure) {
    var lines = "baltoro: " + failure.getMessage();
    lines.lines().forEach(line -> err.println(Terminal.clean(line)));
  }

  private static String sentence(String text) {
    // picocli says twice that an option of pairs is one.
    var once = text.replace("option option ", "option ");
    return once.matches("(?s).*[.?!]") ? once : once + ".";
  }
}
