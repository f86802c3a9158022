using GovCloud.Cli;

return await GcaCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System, CancellationToken.None);
