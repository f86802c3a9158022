using GovCloud.Infra;

// The estate is validated against the day in Japan: a suppression that has ended there is worth a warning.
var japan = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(9));
return SynthCommand.Run(GovCloudApp.Create(), DateOnly.FromDateTime(japan.DateTime), Console.Error);
