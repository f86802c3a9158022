namespace GovCloud.Linkage;

/// <summary>Japanese words of the linkage. One place for the language.</summary>
public static class LinkageText
{
    /// <summary>Where a slot stands.</summary>
    public static string Of(LinkageState state) => state switch
    {
        LinkageState.Expected => "予定",
        LinkageState.Missing => "未着",
        LinkageState.Arrived => "到着(完了ファイル待ち)",
        LinkageState.Incomplete => "未完了(完了ファイルなし)",
        LinkageState.Broken => "不良",
        LinkageState.Complete => "完了(取得待ち)",
        LinkageState.Unconsumed => "未取得",
        _ => "取得済み",
    };

    /// <summary>What is wrong with a file.</summary>
    public static string Of(FileDefect defect) => defect switch
    {
        FileDefect.TooSmall => "サイズが下限より小さい",
        FileDefect.TooLarge => "サイズが上限より大きい",
        FileDefect.Encoding => "文字コードが取り決めと異なる",
        FileDefect.ByteOrderMark => "BOM の有無が取り決めと異なる",
        FileDefect.Header => "ヘッダー行が取り決めと異なる",
        FileDefect.CutOff => "引用符が閉じていない(途中で切れている)",
        FileDefect.NoRowCount => "件数の記載がない",
        _ => "件数が記載と一致しない",
    };

    /// <summary>Why a key belongs to no interface.</summary>
    public static string Of(KeyProblem problem) => problem switch
    {
        KeyProblem.UnknownPrefix => "登録のない格納先",
        KeyProblem.Misnamed => "ファイル名が取り決めと異なる",
        _ => "予定にない日付または連番",
    };

    /// <summary>What is told.</summary>
    public static string Of(LinkageFindingKind kind) => kind switch
    {
        LinkageFindingKind.Missing => "連携ファイルの未着",
        LinkageFindingKind.Incomplete => "連携ファイルの未完了",
        LinkageFindingKind.Broken => "連携ファイルの不良",
        LinkageFindingKind.Duplicate => "連携ファイルの重複",
        LinkageFindingKind.RowAnomaly => "連携ファイルの件数の異常",
        LinkageFindingKind.Unconsumed => "連携ファイルの未取得",
        _ => "連携ファイルの名前または格納先の誤り",
    };
}
